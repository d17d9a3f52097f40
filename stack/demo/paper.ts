import { palettePng } from './palette-png.ts';

const WIDTH = 240;
const HEIGHT = 340;
const MARGIN = 30;
const LINE = 20;

/** Draws a sheet of paper with lines, as a proof that says nothing. */
export function paperPng(): Buffer {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let y = MARGIN; y < HEIGHT - MARGIN; y += LINE)
    pixels.fill(1, y * WIDTH + MARGIN, (y + 1) * WIDTH - MARGIN);
  return palettePng(WIDTH, pixels, ['ffffff', '888888']);
}
