import { createHash } from 'node:crypto';

/** Computes the digest by which the content of a file is known again. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
