import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { onDatabase } from '../../support/sql.ts';
import { createTestApi, refusal } from '../test-api.ts';

const directory = mkdtempSync(join(tmpdir(), 'cet-site-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const webDist = join(directory, 'dist');
mkdirSync(join(webDist, 'assets'), { recursive: true });
const STYLE = 'p{margin:0}';
const page = (title: string, lang = 'zh-CN') =>
  `<!doctype html><html lang="${lang}"><head><title>${title}</title><style>${STYLE}</style></head>{{phone}}</html>`;
writeFileSync(join(webDist, 'index.html'), page('site'));
writeFileSync(join(webDist, 'index.en.html'), page('site', 'en'));
const HINTS = {
  path: '/registration/subjects/$mode',
  scripts: ['/assets/subjects.js'],
  styles: ['/assets/subjects.css'],
  data: {
    anybody: ['/api/exam-sessions'],
    signedIn: ['/api/subjects?examSession={examSession}&mode={mode}'],
    registered: ['/api/registration?examSession={examSession}'],
    visitor: ['/api/notices'],
  },
};
writeFileSync(join(webDist, 'pages.json'), JSON.stringify([{ ...HINTS, path: '/' }, HINTS]));
writeFileSync(join(webDist, 'staff.html'), page('staff'));
writeFileSync(join(webDist, 'assets', 'app-1a2b3c.js'), `export default ${'1 + '.repeat(5000)}1;`);
writeFileSync(join(directory, 'outside.txt'), 'outside');

const api = await createTestApi({ webDist });
const { id: examSessionId } = await api.mint.examSession();

describe('the built site', () => {
  it.each([
    ['/', 'site'],
    ['/index.html', 'site'],
    ['/register', 'site'],
    ['/staffing', 'site'],
    ['/staff', 'staff'],
    ['/staff/reviews/7', 'staff'],
  ])('answers %s with the page of its app: %s', async (path, app) => {
    const response = await api.get(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<title>${app}</title>`);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it.each([
    [{}, '', 'zh-CN'],
    [{ 'Accept-Language': 'en-GB,en;q=0.9,zh;q=0.1' }, '', 'en'],
    [{ 'Accept-Language': 'en', Cookie: 'language=zh' }, '', 'zh-CN'],
    [{ Cookie: 'language=en' }, '', 'en'],
    [{ Cookie: 'language=en' }, '?lang=zh', 'zh-CN'],
    [{ Cookie: 'language=fr' }, '?lang=de', 'zh-CN'],
  ])('is in the language of its reader: %j %s', async (headers, query, lang) => {
    const response = await api.get(`/${query}`, { headers });
    expect(await response.text()).toContain(`lang="${lang}"`);
    expect(response.headers.get('vary')).toMatch(/Cookie, Accept-Language/);
  });

  it('shows its own styles, and no others', async () => {
    const source = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
    const policy = (await api.get('/')).headers.get('content-security-policy');
    expect(
      policy
        ?.split('; ')
        .find((part) => part.startsWith('style-src'))
        ?.split(' '),
    ).toContain(source);
  });

  it('names what its page will ask for, also as whoever may be signed in', async () => {
    const path = '/registration/subjects/written';
    const linksOf = async (headers: Record<string, string>) => {
      const text = await (await api.get(path, { headers })).text();
      return [...text.matchAll(/<link rel="(\w+)".*?href="(.*?)">/g)].map(
        ([, rel, href]) => `${rel} ${href}`,
      );
    };
    const code = [
      'modulepreload /assets/subjects.js',
      'preload /assets/subjects.css',
      'preload /api/exam-sessions',
    ];
    expect(await linksOf({})).toEqual([...code, 'preload /api/notices']);
    expect(await linksOf({ Cookie: '__Host-session=whoever' })).toEqual([
      ...code,
      `preload /api/subjects?examSession=${examSessionId}&amp;mode=written`,
    ]);
    const registration = `preload /api/registration?examSession=${examSessionId}`;
    const been = (session: string) => `registered=${session}; __Host-session=whoever`;
    expect(await linksOf({ Cookie: been(examSessionId) })).toContain(registration);
    expect(await linksOf({ Cookie: been('1999-1') })).not.toContain(registration);
    expect(await linksOf({ Cookie: `registered=${examSessionId}` })).not.toContain(registration);
    expect(await (await api.get('/')).text()).toContain('href="/assets/subjects.js"');
    expect(await (await api.get('/terms')).text()).not.toContain('<link');
    const text = await (await api.get(path, { headers: { Cookie: '__Host-session=whoever' } })).text();
    expect(text).toContain(`<html data-session data-exam-session="${examSessionId}" lang`);
    expect(text).toMatch(/<a href="tel:[\d-]+">/);
    expect(await (await api.get(path)).text()).not.toContain('data-session');
  });

  it('names no exam session rather than one that was current before', async () => {
    expect(await (await api.get('/')).text()).toContain(`data-exam-session="${examSessionId}"`);
    await onDatabase(api.ownerUrl, (sql) =>
      sql.begin(async (tx) => {
        await tx`lock table settings_versions in access exclusive mode`;
        expect(await (await api.get('/')).text()).not.toContain('data-exam-session');
      }),
    );
    await expect.poll(async () => (await api.get('/')).text()).toContain('data-exam-session');
  });

  it('is not sent again to whoever holds it', async () => {
    const tag = (await api.get('/')).headers.get('etag') ?? '';
    expect((await api.get('/', { headers: { 'If-None-Match': tag } })).status).toBe(304);
    expect((await api.get('/?lang=en', { headers: { 'If-None-Match': tag } })).status).toBe(200);
  });

  it('keeps files named by their contents for ever, and compresses them', async () => {
    const response = await api.get('/assets/app-1a2b3c.js', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  it('squeezes no answer of the API on its way past', async () => {
    const headers = {
      'Accept-Encoding': 'gzip',
      Origin: 'https://cet.example.test',
      'Content-Type': 'application/json',
    };
    for (const path of ['/api/quick-print', '/api/gone', '/api/seats']) {
      const response = await api.get(path, { headers });
      expect(response.headers.get('content-encoding')).toBeNull();
      expect(await refusal(response)).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/) });
    }
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
