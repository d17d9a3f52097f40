import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { MAX_PHOTO_BYTES, type PhotoFlaw, type PhotoHead, readPhotoHead } from '../../domain/roll/photo.ts';

const inflated = promisify(inflate);

/** Channels per pixel, by the colour type of a PNG. */
const PNG_CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PNG_HEAD_BYTES = 8;
const IDAT = 0x49444154;
const IEND = 0x49454e44;
const JPEG_END = [0xff, 0xd9];
/** The most bytes behind the picture; some cameras write a few. */
const LONGEST_TAIL = 1024;

/** Checks that a file is a photo that can be shown and printed; the file is read to its end. */
export async function inspectPhoto(bytes: Buffer): Promise<PhotoHead | PhotoFlaw | 'PHOTO_TOO_LARGE'> {
  if (bytes.length > MAX_PHOTO_BYTES) return 'PHOTO_TOO_LARGE';
  const head = readPhotoHead(bytes);
  if (typeof head === 'string') return head;
  const flaw = head.type === 'image/png' ? await pngFlaw(bytes, head) : jpegFlaw(bytes);
  return flaw ?? head;
}

function jpegFlaw(bytes: Buffer): PhotoFlaw | null {
  return bytes.subarray(-LONGEST_TAIL).includes(Buffer.from(JPEG_END)) ? null : 'PHOTO_BROKEN';
}

/**
 * Checks that a PNG unpacks to exactly the size that its dimensions say: it is unpacked again each time it is drawn,
 * and a zip bomb would explode there.
 */
async function pngFlaw(bytes: Buffer, { width, height }: PhotoHead): Promise<PhotoFlaw | null> {
  const [depth, colourType, interlaced] = [bytes[24] as number, bytes[25] as number, bytes[28]];
  const channels = PNG_CHANNELS[colourType];
  if (channels === undefined || depth > 8 || interlaced !== 0) return 'PHOTO_COLOURS';
  const packed = pngData(bytes);
  if (!packed) return 'PHOTO_BROKEN';
  const expected = (Math.ceil((width * channels * depth) / 8) + 1) * height;
  try {
    const raw = await inflated(packed, { maxOutputLength: expected + 1 });
    return raw.length === expected ? null : 'PHOTO_BROKEN';
  } catch {
    return 'PHOTO_BROKEN';
  }
}

/** Joins the packed picture data of the chunks; null when they do not reach the end. */
function pngData(bytes: Buffer): Buffer | null {
  const data: Buffer[] = [];
  let at = PNG_HEAD_BYTES;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.readUInt32BE(at + 4);
    if (at + 12 + length > bytes.length) return null;
    if (type === IEND) return Buffer.concat(data);
    if (type === IDAT) data.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return null;
}
