import { describe, expect, it } from 'vitest';
import { isCutOff, proofTypeOf } from '../../../domain/staff/proof.ts';
import { jpeg, png } from '../../imports/support/pictures.ts';

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

const picture = await jpeg();

describe('a proof that breaks off', () => {
  it.each([
    ['picture', picture, 'image/jpeg'],
    ['drawing', png(1), 'image/png'],
    ['scan', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'), 'application/pdf'],
  ] as const)('is told from a whole %s, also one with something behind its end', (_what, whole, type) => {
    expect(isCutOff(whole, type)).toBe(false);
    expect(isCutOff(Buffer.concat([whole, Buffer.from('\0\0trailer')]), type)).toBe(false);
    expect(isCutOff(whole.subarray(0, whole.length - 8), type)).toBe(true);
  });
});
