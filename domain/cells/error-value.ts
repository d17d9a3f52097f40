/**
 * What a spreadsheet program shows where it has no value: `#N/A`, `#DIV/0!`, `#NAME?` and their kin, in whatever language, `Err:502` of
 * LibreOffice, and `####` for what its column is too narrow for, which a CSV file keeps.
 */
const ERROR_VALUE = /^#(?:N\/A|GETTING_DATA|[\p{L}\d_/]{1,20}[!?])$|^Err:\d{3}$|^#{2,}$/iu;

/** Tells whether a cell, as `plainCode` gives it, is an error value of a spreadsheet program. */
export function isErrorValue(code: string): boolean {
  return ERROR_VALUE.test(code);
}
