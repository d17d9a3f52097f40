import sharp from 'sharp';
import {
  MAX_PHOTO_PIXELS,
  type PhotoFlaw,
  type PhotoRule,
  photoShapeFlaw,
  photoTypeOf,
} from '../../domain/roll/photo.ts';

/** The qualities that are tried, one after the other, until a photo is small enough. */
const QUALITIES = [90, 82, 74, 66, 58, 50];

// One photo at a time keeps memory bounded; the pictures of others are none of this process's cache.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Makes a photo as the exam session wants it out of what a school sent: a JPEG of its size without anything besides the
 * picture. A photo that is so already stays as it is, so that the same file is the same photo.
 */
export async function preparePhoto(bytes: Buffer, rule: PhotoRule): Promise<Buffer | PhotoFlaw> {
  const type = photoTypeOf(bytes);
  if (type === null) return 'NOT_A_PHOTO';
  const picture = () =>
    sharp(bytes, { limitInputPixels: MAX_PHOTO_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 });
  try {
    const head = await picture().metadata();
    const { width, height } = head.autoOrient;
    const flaw = photoShapeFlaw({ width, height }, rule);
    if (flaw) return flaw;
    const limit = rule.photoKilobytes * 1024;
    const hasMore = [head.exif, head.icc, head.xmp, head.iptc, head.comments].some(Boolean);
    const isReady =
      type === 'image/jpeg' &&
      width === rule.photoWidth &&
      height === rule.photoHeight &&
      (head.channels === 1 || head.channels === 3) &&
      bytes.length <= limit &&
      !hasMore;
    if (isReady) {
      // Read to its end: a head alone says nothing of the rest.
      await picture().stats();
      return bytes;
    }
    const { data, info } = await picture()
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(rule.photoWidth, rule.photoHeight, { fit: 'cover' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width: columns, height: rows, channels } = info;
    const scaled = () => sharp(data, { raw: { width: columns, height: rows, channels } });
    for (const quality of QUALITIES) {
      const image = await scaled().jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
      if (image.length <= limit) return image;
    }
    return 'PHOTO_TOO_LARGE';
  } catch (error) {
    return /pixel limit/.test(String(error)) ? 'PHOTO_TOO_MANY_PIXELS' : 'PHOTO_BROKEN';
  }
}
