/** The colours of lines and bars, in the middle between light and dark, so that they show on both. */
const COLOURS = ['#3b82c4', '#d97706', '#3f9b5f', '#b5539c', '#7c6fd0', '#c2504d'];

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 15px; font-weight: 600; }
  .quiet { fill: #57606a; }
  .grid { stroke: #d0d7de; }
  .mark { stroke: #24292f; stroke-dasharray: 4 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #9aa4ae; }
    .grid { stroke: #3d444d; }
    .mark { stroke: #e6edf3; }
  }`;

export function colour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? '#888888';
}

/** Puts a drawing together that is readable on light and on dark pages. */
export function drawing(title: string, width: number, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}\n</style>`,
    words({ x: 8, y: 22, className: 'title' }, title),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

interface Place {
  x: number;
  y: number;
  anchor?: 'start' | 'middle' | 'end';
  className?: string;
}

export function words({ x, y, anchor = 'start', className }: Place, text: string): string {
  const kind = className === undefined ? '' : ` class="${className}"`;
  return `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}"${kind}>${escaped(text)}</text>`;
}

export function line(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  className: string,
): string {
  return `<line x1="${short(from[0])}" y1="${short(from[1])}" x2="${short(to[0])}" y2="${short(to[1])}" class="${className}"/>`;
}

export function path(points: readonly (readonly [x: number, y: number])[], stroke: string): string {
  const text = points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
  return `<polyline points="${text}" fill="none" stroke="${stroke}" stroke-width="2" stroke-linejoin="round"/>`;
}

export function bar(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  fill: string,
): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, width))}" height="${height}" rx="2" fill="${fill}"/>`;
}

const short = (value: number): string => String(Number(value.toFixed(1)));

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
