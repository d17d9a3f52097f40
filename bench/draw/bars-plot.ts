import { bar, colour, drawing, line, words } from './svg.ts';

export interface Bar {
  name: string;
  value: number;
  /** What stands behind the bar; the value itself when left out. */
  says?: string;
  /** Whether it keeps its limit. */
  holds: boolean;
}

const WIDTH = 760;
const AREA = { left: 190, right: 560, top: 40 };
const ROW = 26;
const BAR_HEIGHT = 16;
const [HOLDS, FAILS] = [colour(2), colour(5)];

/** Draws bars against one limit, which is a line through all of them. */
export function barsPlot(
  title: string,
  bars: readonly Bar[],
  limit: { value: number; says: string },
): string {
  const highest = Math.max(limit.value * 1.25, ...bars.map(({ value }) => value));
  const x = (value: number) => AREA.left + (Math.min(value, highest) / highest) * (AREA.right - AREA.left);
  const bottom = AREA.top + bars.length * ROW;
  const parts = bars.flatMap(({ name, value, says, holds }, index) => {
    const top = AREA.top + index * ROW;
    const middle = top + BAR_HEIGHT / 2 + 5;
    return [
      words({ x: AREA.left - 10, y: middle, anchor: 'end' }, name),
      bar({ x: AREA.left, y: top, width: x(value) - AREA.left, height: BAR_HEIGHT }, holds ? HOLDS : FAILS),
      words(
        { x: Math.max(x(value), x(limit.value)) + 8, y: middle, className: 'quiet' },
        says ?? String(value),
      ),
    ];
  });
  parts.push(
    line([x(limit.value), AREA.top - 6], [x(limit.value), bottom], 'mark'),
    words({ x: x(limit.value), y: bottom + 16, anchor: 'middle', className: 'quiet' }, limit.says),
  );
  return drawing(title, WIDTH, bottom + 28, parts);
}
