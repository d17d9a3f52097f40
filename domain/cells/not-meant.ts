/** What programs and people write where there is nothing; `Null` is a name that people have. */
const PLACEHOLDER = /^(?:null|NULL|undefined|NaN|nan|none|NONE|n\/?a|N\/?A|nil|无|没有|空|待定|未知)$/u;

/** Tells whether a cell, as `plainName` or `plainCode` gives it, says that there is nothing. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)';
/** Truth values, and dates as spreadsheet programs show them: `1-Mar`, `Mar-21`, `2021/3/1`, `1/3/2021`. */
const TURNED = new RegExp(
  `^(?:true|false|\\d{1,2}-${MONTH}(?:-\\d{2,4})?|${MONTH}-\\d{2,4}|\\d{4}/\\d{1,2}/\\d{1,2}|\\d{1,2}/\\d{1,2}/\\d{4})$`,
  'i',
);

/** Tells whether a code, as `plainCode` gives it, is what a spreadsheet program made of another. */
export function isTurned(code: string): boolean {
  return TURNED.test(code);
}
