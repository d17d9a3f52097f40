import { createVerify } from 'node:crypto';

/** The algorithm PayEase prescribes for what only it may say: MD5 with RSA, the signature in hex. */
export const SIGNATURE_ALGORITHM = 'RSA-MD5';

/** Whether PayEase signed these values, in this order. `publicKey`: base64 without header lines. */
export function isSignedByPayease(publicKey: string, signature: string, ...values: string[]): boolean {
  if (!/^([0-9a-f]{2})+$/i.test(signature)) return false;
  const key = `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----`;
  try {
    return createVerify(SIGNATURE_ALGORITHM).update(values.join('')).verify(key, signature, 'hex');
  } catch {
    return false;
  }
}
