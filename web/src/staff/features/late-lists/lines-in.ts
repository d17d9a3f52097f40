import { isBlank } from '../../../../../domain/cells/cells.ts';
import {
  LATE_LINE_LIMIT,
  MAX_LATE_LINE_SENT,
  MAX_LATE_ROWS,
} from '../../../../../domain/late-registration/late-list.ts';
import { plainLine } from '../../../../../domain/text/typed-text.ts';

/** A line of the box that says something, with its number there. */
export interface BoxLine {
  row: number;
  text: string;
}

/** Lists the lines of a text on which something can be seen. */
export function linesIn(text: string): BoxLine[] {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line, index) => ({ row: index + 1, text: shortened(line) }))
    .filter((line) => !isBlank(line.text));
}

/** Shortens a line that might be longer than a request: to what is seen of it, and of that to what shows that it is too long. */
function shortened(line: string): string {
  if (line.length <= MAX_LATE_LINE_SENT) return line;
  // The last one that is kept may be a space, which counts no more at the end.
  return [...plainLine(line)].slice(0, LATE_LINE_LIMIT + 2).join('');
}

/** The most bytes of the lines of a request, which is below what the server takes of one. */
const MAX_BYTES = 48 * 1024;

/** Parts lines into as many as a request takes. */
export function portionsOf(lines: readonly BoxLine[]): BoxLine[][] {
  const portions: BoxLine[][] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = new Blob([JSON.stringify(line.text)]).size + 1;
    const last = portions.at(-1);
    if (last && last.length < MAX_LATE_ROWS && bytes + size <= MAX_BYTES) {
      last.push(line);
      bytes += size;
    } else {
      portions.push([line]);
      bytes = size;
    }
  }
  return portions;
}
