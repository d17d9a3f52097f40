import { expect, test } from 'vitest';
import { pretixConfig } from '../../bench/pretix/config.ts';

test('pretix keeps its data in PostgreSQL and all else in Redis; a percent sign stays what it is', () => {
  const text = pretixConfig({
    url: 'http://127.0.0.1:8000',
    directory: '/tmp/pretix',
    database: { name: 'pretix', user: 'owner', password: '50%', host: '127.0.0.1', port: '5432' },
    redisUrl: 'redis://127.0.0.1:6379',
  });
  expect(text).toContain('[database]\nbackend=postgresql\nname=pretix\n');
  expect(text).toContain('password=50%%\n');
  expect(text).toContain('broker=redis://127.0.0.1:6379/2\n');
});
