import sharp from 'sharp';
import { palettePng } from '../../../stack/demo/palette-png.ts';

const INK = ['ffffff', '204060', 'a03030'];

/** A PNG whose content differs for every `seed`. */
export function png(seed = 0, width = 144, height = 192): Buffer {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => (at + seed) % INK.length);
  pixels[seed % pixels.length] = 2;
  return palettePng(width, pixels, INK);
}

/** A JPEG of one colour, with or without what cameras write besides. */
export function jpeg({
  width = 144,
  height = 192,
  colour = '#204060',
  exif = false,
  cmyk = false,
} = {}): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: colour } });
  if (cmyk) picture.toColourspace('cmyk');
  if (exif) picture.withExif({ IFD0: { Artist: 'a camera' } });
  return picture.jpeg().toBuffer();
}
