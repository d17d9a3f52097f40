import { palettePng } from '../../../stack/demo/palette-png.ts';

const INK = ['ffffff', '204060', 'a03030'];

/** A PNG whose content differs for every `seed`. */
export function png(seed = 0, width = 120, height = 160): Buffer {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => (at + seed) % INK.length);
  pixels[seed % pixels.length] = 2;
  return palettePng(width, pixels, INK);
}

/** The parts of a JPEG that are looked at: its head and its end. */
export function jpeg({ width = 120, height = 160, components = 3, ended = true } = {}): Buffer {
  const comment = Buffer.from([0xff, 0xfe, 0, 4, 1, 2]);
  const frame = Buffer.from([
    0xff,
    0xc0,
    0,
    8,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    components,
  ]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    comment,
    frame,
    Buffer.alloc(64, 1),
    Buffer.from(ended ? [0xff, 0xd9] : []),
  ]);
}
