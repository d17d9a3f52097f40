/** Characters with which a spreadsheet program takes a cell for a formula or breaks out of it; full-width ones count as well. */
const FORMULA_START = /^[=+\-@\t\r\n|%＝＋－＠]/;

/** A value that spreadsheet programs show and never run: what looks like a formula gets a leading apostrophe. */
export function formulaSafe(value: string): string {
  return FORMULA_START.test(value) ? `'${value}` : value;
}

/** One line of CSV, every cell quoted and safe against formulas, with the line end of RFC 4180. */
export function csvLine(cells: readonly (string | number)[]): string {
  const quoted = cells.map((cell) =>
    typeof cell === 'number' ? String(cell) : `"${formulaSafe(cell).replaceAll('"', '""')}"`,
  );
  return `${quoted.join(',')}\r\n`;
}
