/**
 * Characters that make a spreadsheet program treat a cell as a formula or break out of it; full-width ones count as
 * well.
 */
const FORMULA_START = /^[=+\-@\t\r\n|%＝＋－＠]/;

/** Tells whether a spreadsheet program might run a value as a formula. */
export function isFormulaLike(value: string): boolean {
  return FORMULA_START.test(value);
}

/**
 * Makes a value that spreadsheet programs show and never run: anything that looks like a formula gets a leading
 * apostrophe.
 */
export function formulaSafe(value: string): string {
  return isFormulaLike(value) ? `'${value}` : value;
}

/** Writes one line of CSV, with every cell quoted and safe against formulas, and the line end of RFC 4180. */
export function csvLine(cells: readonly (string | number)[]): string {
  const quoted = cells.map((cell) =>
    typeof cell === 'number' ? String(cell) : `"${formulaSafe(cell).replaceAll('"', '""')}"`,
  );
  return `${quoted.join(',')}\r\n`;
}
