import { withoutLooseMarks } from './marks.ts';

/** Characters that nobody sees: format characters, joiners, marks of direction, variation selectors, controls. */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?![\t\n\v\f\r])\p{Cc}/gu;

/** A reading that stands between the marks of a base text and its reading; only the base is what was written. */
const ANNOTATION = /\uFFFA[^\uFFF9\uFFFB]*\uFFFB/gu;

/** Spaces of every width; the blank Braille pattern is one by its looks. */
const SPACES = /[\s\u2800]+/gu;

/** Characters that stand for one another, each group after the one that is kept. */
const GROUPS: Record<string, string> = {
  // Between the parts of a transliterated name. The two letters of Hangul are what keyboards for Korean have for it.
  '·': '\u02D9\u0387\u119E\u1427\u16EB\u2022\u2027\u2219\u22C5\u25CF\u2E31\u2E33\u30FB\u318D\uA78F\uFF65\u{10101}',
  "'": '\u0060\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u055A\u05F3\u07F4\u07F5\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE\u2018\u2019\u201A\u201B\u2032\u2035\uA78B\uA78C\uFF07\uFF40',
  '-': '\u02D7\u058A\u05BE\u06D4\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2043\u2212\u2796\u2CBA\uFE58\uFE63\uFF0D',
  // Letters of books of pinyin, and small capitals, which are a style; what their capitals are.
  a: 'ɑ',
  g: 'ɡ',
  A: 'ᴀ\u2C6D',
  B: 'ʙ',
  C: 'ᴄ',
  D: 'ᴅ',
  E: 'ᴇ',
  F: 'ꜰ',
  G: 'ɢ\uA7AC',
  H: 'ʜ',
  I: 'ɪ\uA7AE',
  J: 'ᴊ',
  K: 'ᴋ',
  L: 'ʟ',
  M: 'ᴍ',
  N: 'ɴ',
  O: 'ᴏ',
  P: 'ᴘ',
  R: 'ʀ\u01A6',
  S: 'ꜱ',
  T: 'ᴛ',
  U: 'ᴜ',
  V: 'ᴠ',
  W: 'ᴡ',
  Y: 'ʏ',
  Z: 'ᴢ',
};

const LOOK_ALIKES = replacer(GROUPS);

/**
 * Replaces characters by the one whose group they are in.
 * @returns a function that does so for a text
 */
export function replacer(groups: Record<string, string>): (text: string) => string {
  const kept = new Map(Object.entries(groups).flatMap(([one, all]) => [...all].map((other) => [other, one])));
  const any = new RegExp(`[${[...kept.keys()].join('')}]`, 'gu');
  return (text) => text.replace(any, (character) => kept.get(character) ?? character);
}

/** Drops what nobody sees, readings between their marks, and combining marks without a letter of theirs. */
export function withoutHidden(text: string): string {
  return withoutLooseMarks(text.replace(ANNOTATION, '').replace(HIDDEN, ''));
}

/** Puts `between` for every run of spaces. */
export function spaced(text: string, between: '' | ' '): string {
  return text.replace(SPACES, between).trim();
}

/**
 * Marks that stand by themselves, which everybody sees. Unicode holds each compatible with a space and a combining mark, of which only the
 * space would be left.
 */
export const STANDING_MARKS =
  /[\u00A8\u00AF\u00B4\u00B8\u02D8-\u02DD\u037A\u0384\u0385\u1FBD\u1FBF-\u1FC1\u1FCD-\u1FCF\u1FDD-\u1FDF\u1FED\u1FEE\u1FFD\u1FFE\u2017\u203E\u309B\u309C\uFC5E-\uFC63\uFE49-\uFE4C\uFE70\uFE72\uFE74\uFE76\uFE78\uFE7A\uFE7C\uFE7E\uFFE3]/u;
const APART = new RegExp(`(${STANDING_MARKS.source})`, 'u');

/** Puts what Unicode holds compatible: one width, no ligatures, no styles. Marks that stand by themselves stay. */
export function compatible(text: string): string {
  return text
    .split(APART)
    .map((part) => (STANDING_MARKS.test(part) ? part : part.normalize('NFKC')))
    .join('');
}

/** Folds middle dots, apostrophes, hyphens and letters of books, and what is compatible. */
export function folded(text: string): string {
  return compatible(LOOK_ALIKES(text));
}

/** Repeats a change until nothing changes: what one step leaves may be for another. */
export function settled(change: (text: string) => string, text: string): string {
  const changed = change(text);
  return changed === text ? text : settled(change, changed);
}
