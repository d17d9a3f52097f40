/** Types that a photo may have: the two that browsers and PDF documents both draw. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png'] as const;

export type PhotoType = (typeof PHOTO_TYPES)[number];

export type PhotoFlaw =
  | 'NOT_A_PHOTO'
  | 'PHOTO_BROKEN'
  | 'PHOTO_RATIO'
  | 'PHOTO_TOO_LARGE'
  | 'PHOTO_TOO_MANY_PIXELS'
  | 'PHOTO_TOO_SMALL';

/** What an exam session wants of photos; they are scaled to it. */
export interface PhotoRule {
  photoWidth: number;
  photoHeight: number;
  photoKilobytes: number;
}

/** Reads the rule out of the settings of an exam session; those from before it was kept have the one of the ministry. */
export function photoRuleOf(settings: Partial<PhotoRule>): PhotoRule {
  return { ...DEFAULT_PHOTO_RULE, ...settings };
}

export const DEFAULT_PHOTO_RULE: PhotoRule = { photoWidth: 144, photoHeight: 192, photoKilobytes: 60 };

/** The largest file that is taken: what a camera writes. */
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
/** The most pixels that are unpacked: what a camera takes. A small file that unpacks to more is refused. */
export const MAX_PHOTO_PIXELS = 50_000_000;
/** How far the ratio of the sides may be off: photos of one inch (25 x 35 mm) are taken, squares are not. */
const RATIO_TOLERANCE = 0.08;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Detects the type of a picture by its content, never by its name; null for every other kind. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  if (PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return 'image/png';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'image/jpeg' : null;
}

/** Tells why a picture of this size cannot become a photo; null: it can. */
export function photoShapeFlaw(
  { width, height }: { width: number; height: number },
  { photoWidth, photoHeight }: PhotoRule,
): 'PHOTO_RATIO' | 'PHOTO_TOO_SMALL' | null {
  const off = width / height / (photoWidth / photoHeight) - 1;
  if (Math.abs(off) > RATIO_TOLERANCE) return 'PHOTO_RATIO';
  return width < photoWidth || height < photoHeight ? 'PHOTO_TOO_SMALL' : null;
}
