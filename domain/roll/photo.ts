/** Types that a photo may have: the two that browsers and PDF documents both draw. */
export type PhotoType = 'image/jpeg' | 'image/png';

/** The data in the head of a picture. */
export interface PhotoHead {
  type: PhotoType;
  width: number;
  height: number;
}

export type PhotoFlaw = 'NOT_A_PHOTO' | 'PHOTO_BROKEN' | 'PHOTO_COLOURS' | 'PHOTO_DIMENSIONS';

export const MAX_PHOTO_BYTES = 200 * 1024;

/** Limits for a portrait that is sharp enough to print at 33 x 44 mm, and not a poster. */
export const PHOTO_DIMENSIONS = { minWidth: 90, maxWidth: 1_200, minHeight: 120, maxHeight: 1_600 };

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR = 0x49484452;

/** Detects the type of a picture by its content, never by its name, and whether it is suitable as a photo. */
export function readPhotoHead(bytes: Uint8Array): PhotoHead | PhotoFlaw {
  const head = PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)
    ? pngHead(bytes)
    : bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
      ? jpegHead(bytes)
      : 'NOT_A_PHOTO';
  if (typeof head === 'string') return head;
  const { minWidth, maxWidth, minHeight, maxHeight } = PHOTO_DIMENSIONS;
  const { width, height } = head;
  const fits =
    width >= minWidth && width <= maxWidth && height >= minHeight && height <= maxHeight && height >= width;
  return fits ? head : 'PHOTO_DIMENSIONS';
}

function pngHead(bytes: Uint8Array): PhotoHead | PhotoFlaw {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(12) !== IHDR) return 'PHOTO_BROKEN';
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks the segments up to the frame header, which holds size and colours. */
function jpegHead(bytes: Uint8Array): PhotoHead | PhotoFlaw {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'PHOTO_BROKEN';
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) {
      if (at + 10 > bytes.length) return 'PHOTO_BROKEN';
      // Grey or three colours of 8 bits are drawn alike by every viewer and printer.
      const [precision, components] = [bytes[at + 4], bytes[at + 9]];
      if (precision !== 8 || (components !== 1 && components !== 3)) return 'PHOTO_COLOURS';
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    // The picture itself, or its end, came before any frame header.
    if (marker === 0xda || marker === 0xd9) return 'PHOTO_BROKEN';
    at += 2 + view.getUint16(at + 2);
  }
  return 'PHOTO_BROKEN';
}

/** Accepts baseline, extended and progressive; almost nothing draws the other kinds (lossless, arithmetic). */
function isFrameHeader(marker: number): boolean {
  return marker === 0xc0 || marker === 0xc1 || marker === 0xc2;
}
