import { DEFAULT_PHOTO_RULE } from '../../domain/roll/photo.ts';
import { schoolCodeOf } from '../../domain/scopes.ts';
import { preparePhoto } from '../../activities/imports/prepare-photo.ts';
import type { PhotoSource } from '../../activities/imports/photo-source.ts';
import type { DemoPerson } from './people.ts';
import { palettePng } from './palette-png.ts';
import { seededRandom } from './random.ts';

const WIDTH = 120;
const HEIGHT = 160;
const { photoWidth: PHOTO_WIDTH } = DEFAULT_PHOTO_RULE;
const SEED = 20260902;
/** The number of different portraits; people share them, and the database keeps each picture once. */
const PORTRAITS = 48;
/** Every person at a multiple of this position has no photo, so that the demo shows that as well. */
const WITHOUT_PHOTO = 25;

/** Flat colours that no skin or hair has, so that nobody takes a portrait for a photo of a real person. */
const GROUNDS = ['dbe7f3', 'e6eef0', 'e9e4f0', 'e3efe6'];
const FACES = ['b9cbe0', 'c7d4c8', 'd3c6dc', 'd9cfc0'];
const HAIRS = ['27364a', '3c4b3d', '4a3a55', '55493a'];
const COATS = ['1f4f8f', '2f6b4f', '6a4a86', '8a5a2c', '40566b'];
const [GROUND, FACE, HAIR, COAT, LINE] = [0, 1, 2, 3, 4];

/** The word DEMO, five by seven dots a letter. */
const LETTERS = [
  ['11110', '10001', '10001', '10001', '10001', '10001', '11110'],
  ['11111', '10000', '10000', '11110', '10000', '10000', '11111'],
  ['10001', '11011', '10101', '10101', '10001', '10001', '10001'],
  ['01110', '10001', '10001', '10001', '10001', '10001', '01110'],
];
const DOT = 3;
const LETTER_STEP = 6 * DOT;

/** Draws portraits and names them as a school would hand them in: by student number, in the school's folder. */
export function demoPhotos(people: readonly DemoPerson[]): PhotoSource {
  const portraits = Array.from({ length: PORTRAITS }, (_, index) => drawPortrait(index));
  const files = people.flatMap(({ row }, index) => {
    if (index % WITHOUT_PHOTO === WITHOUT_PHOTO - 1) return [];
    const portrait = portraits[index % PORTRAITS] as Buffer;
    return {
      path: `${schoolCodeOf(row.campusCode)}/${row.studentNumber}.png`,
      read: async () => portrait,
    };
  });
  return { name: 'demo portraits', files };
}

/** Prepares each portrait once, not once for each of the people who share it; for one import, and so one rule. */
export function portraitsPreparedOnce(): typeof preparePhoto {
  const prepared = new Map<Buffer, ReturnType<typeof preparePhoto>>();
  return (portrait, rule) => {
    const photo = prepared.get(portrait) ?? preparePhoto(portrait, rule);
    prepared.set(portrait, photo);
    return photo;
  };
}

/** Draws one of the portraits, the same on every machine. */
export function drawPortrait(index: number): Buffer {
  const random = seededRandom(SEED + index);
  const palette = [
    random.pick(GROUNDS),
    random.pick(FACES),
    random.pick(HAIRS),
    random.pick(COATS),
    'ffffff',
  ];
  const head = {
    x: WIDTH / 2,
    y: 62 + random.below(6),
    width: 25 + random.below(5),
    height: 32 + random.below(5),
  };
  const hairLine = head.y - 10 - random.below(8);
  const longHair = random.chance(50);
  const shoulders = 40 + random.below(10);
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(GROUND as number);
  const paint = (colour: number | undefined, covers: (x: number, y: number) => boolean) => {
    for (let at = 0; at < pixels.length; at += 1) {
      if (covers(at % WIDTH, Math.floor(at / WIDTH))) pixels[at] = colour as number;
    }
  };
  const ellipse = (x: number, y: number, width: number, height: number) => (px: number, py: number) =>
    ((px - x) / width) ** 2 + ((py - y) / height) ** 2 <= 1;

  if (longHair) paint(HAIR, ellipse(head.x, head.y + 8, head.width + 8, head.height + 14));
  paint(COAT, ellipse(head.x, HEIGHT + 8, shoulders + 14, 52));
  paint(FACE, (x, y) => Math.abs(x - head.x) < 10 && y > head.y && y < head.y + head.height + 14);
  const face = ellipse(head.x, head.y, head.width, head.height);
  const scalp = ellipse(head.x, head.y - 3, head.width + 3, head.height + 3);
  paint(FACE, face);
  paint(HAIR, (x, y) => scalp(x, y) && y < hairLine);
  for (const side of [-1, 1]) paint(HAIR, ellipse(head.x + side * 10, head.y + 2, 2.5, 2.5));
  paint(HAIR, (x, y) => Math.abs(x - head.x) < 7 && Math.abs(y - head.y - 16) < 1.5);
  paint(LINE, isLettering);
  return palettePng(PHOTO_WIDTH, scaled(pixels), palette);
}

/** Draws the picture in the size that photos have. */
function scaled(pixels: Uint8Array): Uint8Array {
  const step = PHOTO_WIDTH / WIDTH;
  return Uint8Array.from({ length: PHOTO_WIDTH * HEIGHT * step }, (_, at) => {
    const [x, y] = [at % PHOTO_WIDTH, Math.floor(at / PHOTO_WIDTH)];
    return pixels[Math.floor(y / step) * WIDTH + Math.floor(x / step)] ?? GROUND;
  });
}

function isLettering(x: number, y: number): boolean {
  const left = (WIDTH - LETTERS.length * LETTER_STEP + DOT) / 2;
  const [column, line] = [Math.floor(x - left), y - (HEIGHT - 9 * DOT)];
  const letter = LETTERS[Math.floor(column / LETTER_STEP)];
  return letter?.[Math.floor(line / DOT)]?.[Math.floor((column % LETTER_STEP) / DOT)] === '1';
}
