import { describe, expect, it } from 'vitest';
import { proofTypeOf } from '../../../domain/staff/proof.ts';

describe('the type of a proof', () => {
  it.each([
    ['a scan', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a drawing', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
    ['a page', Buffer.from('<html>%PDF-'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('is told by the content of %s', (_what, bytes, type) => {
    expect(proofTypeOf(bytes)).toBe(type);
  });
});
