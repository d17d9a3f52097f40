/** A number as a spreadsheet program shows one that is too long for its cell or its format: `9.90101E+17`, `20.2E+8`. */
const SCIENTIFIC = /^-?(?:\d\.\d+E|\d{1,3}(?:\.\d+)?E\+)\+?\d{1,3}$/i;

/** Tells whether a number or code, as `plainCode` gives it, is what a spreadsheet program left of a longer one. */
export function isScientific(code: string): boolean {
  return SCIENTIFIC.test(code);
}

/** The digits that a spreadsheet program keeps, and the noughts that it puts for three others or more. */
const CUT = /^\d{15}0{3,}$/;

/** Tells whether a number or code, as `plainCode` gives it, may have lost its last digits in a spreadsheet program. */
export function isCut(code: string): boolean {
  return CUT.test(code);
}
