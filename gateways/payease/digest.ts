import { createHmac, timingSafeEqual } from 'node:crypto';

/** PayEase's HMAC-MD5 over values in a fixed order, in hex. */
export function digest(key: string, ...values: string[]): string {
  return createHmac('md5', key).update(values.join(''), 'utf8').digest('hex');
}

export function isDigest(given: string | undefined, key: string, ...values: string[]): boolean {
  const expected = Buffer.from(digest(key, ...values));
  const actual = Buffer.from((given ?? '').toLowerCase());
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
