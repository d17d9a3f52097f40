import { createVerify } from 'node:crypto';

/** The algorithm that PayEase prescribes for its own signatures: MD5 with RSA, the signature in hex. */
export const SIGNATURE_ALGORITHM = 'RSA-MD5';

/** Tells whether PayEase signed these values, in this order. `publicKey`: base64 without header lines. */
export function isSignedByPayease(publicKey: string, signature: string, ...values: string[]): boolean {
  if (!/^([0-9a-f]{2})+$/i.test(signature)) return false;
  const key = `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----`;
  try {
    return createVerify(SIGNATURE_ALGORITHM).update(values.join('')).verify(key, signature, 'hex');
  } catch {
    return false;
  }
}
