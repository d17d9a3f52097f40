/** A letter, if there is one, and the combining marks after it. */
const MARKED = /(\p{L})?(\p{M}+)/gu;

/** Scripts whose letters carry no combining marks, and what belongs to no script. */
const UNMARKED = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Common}]/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const EUROPEAN = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** Marks that no letter of these scripts carries: those of other scripts, strokes through it and rings around it. */
const NOT_ON_KANA = /[^\u3099\u309A]/gu;
const NOT_ON_EUROPEAN =
  /\p{Me}|[\u0334-\u0338\u20D0-\u20F0]|(?![\p{Script=Inherited}\p{Script_Extensions=Latin}\p{Script_Extensions=Greek}\p{Script_Extensions=Cyrillic}])\p{M}/gu;

/**
 * A third mark on a letter of these scripts, composed as far as it can be: the letters of no language need more than two beside their own (the
 * transliterations of ISO 9 and 233 end there), and a pile of them hides the lines above. Scripts that stack their letters as marks, such
 * as Tibetan and Burmese, pile more.
 */
const THIRD_MARK = new RegExp(`(?<=${EUROPEAN.source}\\p{M}{2})\\p{M}`, 'u');

/** Finds the first mark that is one too many on its letter, or null. */
export function surplusMark(text: string): string | null {
  return THIRD_MARK.exec(text)?.[0] ?? null;
}

/** Drops combining marks that stand on no letter, or on one whose script has no such marks. */
export function withoutLooseMarks(text: string): string {
  return text.replace(MARKED, (_, letter: string = '', marks: string) => {
    if (letter === '' || UNMARKED.test(letter)) return letter;
    if (KANA.test(letter)) return letter + marks.replace(NOT_ON_KANA, '');
    return letter + (EUROPEAN.test(letter) ? marks.replace(NOT_ON_EUROPEAN, '') : marks);
  });
}
