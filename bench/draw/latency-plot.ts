import type { Latencies } from '../load/latencies.ts';
import { rounded } from '../statistics.ts';
import { colour, drawing, line, path, words } from './svg.ts';

const WIDTH = 760;
const HEIGHT = 340;
const AREA = { left: 88, right: 560, top: 44, bottom: 296 };
/** The shares that the axis names, in percent. */
const NAMED = [0, 50, 90, 95, 99, 99.9];
const FARTHEST = 99.9;
const LINES = 4;
const LABEL_HEIGHT = 17;

/** Draws how long each kind of request took, by the share of all that took no longer. */
export function latencyPlot(title: string, series: Readonly<Record<string, Latencies>>): string {
  const curves = Object.entries(series)
    .map(([name, { curve, p95 }]) => ({
      name,
      p95,
      points: curve.filter(([percent, ms]) => percent <= FARTHEST && Number.isFinite(ms)),
    }))
    .filter(({ points }) => points.length > 0);
  const highest = nice(Math.max(1, ...curves.flatMap(({ points }) => points.map(([, ms]) => ms))));
  const y = (ms: number) => AREA.bottom - (ms / highest) * (AREA.bottom - AREA.top);
  const parts: string[] = [];
  for (let index = 0; index <= LINES; index++) {
    const ms = (highest * index) / LINES;
    parts.push(
      line([AREA.left, y(ms)], [AREA.right, y(ms)], 'grid'),
      words(
        { x: AREA.left - 8, y: y(ms) + 4, anchor: 'end', className: 'quiet' },
        `${rounded(ms)}${index === LINES ? ' ms' : ''}`,
      ),
    );
  }
  for (const percent of NAMED) {
    const at = x(percent);
    parts.push(words({ x: at, y: AREA.bottom + 20, anchor: 'middle', className: 'quiet' }, `${percent} %`));
  }
  const labels = apart(
    curves.map(({ points }) => y(points.at(-1)?.[1] ?? 0)),
    LABEL_HEIGHT,
  );
  curves.forEach(({ name, p95, points }, index) => {
    const stroke = colour(index);
    const labelY = labels[index] ?? AREA.bottom;
    parts.push(
      path(
        points.map(([percent, ms]) => [x(percent), y(ms)] as const),
        stroke,
      ),
      `<circle cx="${AREA.right + 14}" cy="${labelY}" r="5" fill="${stroke}"/>`,
      words({ x: AREA.right + 24, y: labelY + 4 }, `${name}, p95 ${rounded(p95)} ms`),
    );
  });
  return drawing(title, WIDTH, HEIGHT, parts);
}

/** Spreads the shares out towards the last ones: each further nine takes as much room. */
function x(percent: number): number {
  const nines = (share: number) => -Math.log10(1 - share / 100);
  return AREA.left + (nines(Math.min(percent, FARTHEST)) / nines(FARTHEST)) * (AREA.right - AREA.left);
}

/** Finds the next round number that is as high. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (([1, 2, 4, 5, 8].find((step) => step * power >= value) ?? 10) * power) as number;
}

/** Moves places that are too near each other apart, downwards, and all up again when they leave the area. */
function apart(places: readonly number[], distance: number): number[] {
  const order = places
    .map((place, index) => ({ place, index }))
    .toSorted((one, two) => one.place - two.place);
  const moved: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { place, index } of order) {
    const at = Math.max(place, free);
    moved[index] = at;
    free = at + distance;
  }
  const beyond = Math.max(0, free - distance - AREA.bottom);
  return moved.map((place) => place - beyond);
}
