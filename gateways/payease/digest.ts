import { createHmac, timingSafeEqual } from 'node:crypto';

/** Computes PayEase's HMAC-MD5 over values in a fixed order, in hex. */
export function digest(key: string, ...values: (string | Buffer)[]): string {
  const hmac = createHmac('md5', key);
  for (const value of values) hmac.update(value);
  return hmac.digest('hex');
}

export function isDigest(given: string, key: string, ...values: (string | Buffer)[]): boolean {
  const expected = Buffer.from(digest(key, ...values));
  const actual = Buffer.from(given.toLowerCase());
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
