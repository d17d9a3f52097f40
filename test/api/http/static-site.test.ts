import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApi, refusal } from '../test-api.ts';

const directory = mkdtempSync(join(tmpdir(), 'cet-site-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const webDist = join(directory, 'dist');
mkdirSync(join(webDist, 'assets'), { recursive: true });
writeFileSync(join(webDist, 'index.html'), '<!doctype html><title>site</title>');
writeFileSync(join(webDist, 'assets', 'app-1a2b3c.js'), `export default ${'1 + '.repeat(1000)}1;`);
writeFileSync(join(directory, 'outside.txt'), 'outside');

const api = await createTestApi({ webDist });

describe('the built site', () => {
  it.each(['/', '/index.html', '/register', '/staff/reviews/7'])('answers %s with its page', async (path) => {
    const response = await api.get(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>site</title>');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('keeps files named by their contents for ever, and compresses them', async () => {
    const response = await api.get('/assets/app-1a2b3c.js', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  it.each([
    '/assets/gone.js',
    '/api/gone',
    '/metrics/gone',
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
  ])('has no page for %s', async (path) => {
    const response = await api.get(path);
    const body = await response.clone().text();
    expect(body).not.toBe('outside');
    expect(await refusal(response)).toEqual({ status: 404, code: 'NOT_FOUND' });
  });

  it('is not posted to', async () => {
    expect((await api.post('/register', {})).status).toBe(404);
  });
});
