import { replacer } from './look-alikes.ts';

/** Cyrillic and Greek letters, and signs, that are taken for Latin letters. */
const LATIN: Record<string, string> = {
  A: 'ΑА',
  B: 'ΒВ',
  C: 'СϹ',
  E: 'ΕЕ',
  Ë: 'Ё',
  G: 'Ԍ',
  H: 'ΗН',
  I: 'ΙІӀ',
  Ï: 'Ї',
  J: 'ЈͿ',
  K: 'ΚК',
  M: 'ΜМ',
  N: 'Ν',
  O: 'ΟО',
  P: 'ΡР',
  Q: 'Ԛ',
  S: 'Ѕ',
  T: 'ΤТ',
  V: 'Ѵ',
  W: 'Ԝ',
  X: 'ΧХ×✕✖╳',
  Y: 'ΥҮУ',
  Z: 'Ζ',
  a: 'αа',
  c: 'с',
  d: 'ԁ',
  e: 'е',
  ë: 'ё',
  h: 'һ',
  i: 'ιі',
  ï: 'ї',
  j: 'ϳј',
  o: 'οо',
  p: 'ρр',
  q: 'ԛ',
  s: 'ѕ',
  u: 'υ',
  v: 'νѵ',
  w: 'ԝ',
  x: 'х',
  y: 'уү',
};

/** Letters of Japanese and Korean, and lines, that are taken for Han characters. */
const HAN: Record<string, string> = {
  一: 'ー\u1173\u3161\u3127',
  二: 'ニ',
  八: 'ハ',
  力: 'カ',
  卜: 'ト',
  又: 'ヌ',
  口: 'ロ\u1106\u3141',
  夕: 'タ',
  工: 'エ',
  千: 'チ',
  才: 'オ',
  丫: '\u311A',
};

/** Puts Latin letters for all that are taken for them. */
export const latinLetters = replacer(LATIN);
const hanCharacters = replacer(HAN);

const WORD = /[\p{L}\p{M}]+/gu;
const IS_LATIN = /\p{Script=Latin}/u;
const IS_HAN = /\p{Script=Han}/u;
/** Letters of which a word has no other beside Latin ones, as in 王A, and beside Han characters, as in 田中エリ. */
const TOGETHER =
  '\\p{Script=Latin}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Common}';
const NOT_BESIDE_LATIN = outside(TOGETHER);
/** Letters that a word of Han characters has only by mistake, if each of them is taken for one. */
const STRAY_IN_HAN = /[\p{Script=Katakana}\p{Script=Bopomofo}\u30FC\u1106\u1173\u3141\u3161]/u;
/**
 * Puts the letters that were meant in a name for those of another script that are taken for them: in a name with Latin letters, words
 * of which nothing foreign is left; in words with Han characters likewise. A name that is wholly Cyrillic or Greek stays, and so does
 * a Japanese one, whose kana are not all taken for Han characters.
 */
export function oneScript(name: string): string {
  const hasLatin = IS_LATIN.test(name);
  return name.replace(WORD, (word) => {
    if (hasLatin && NOT_BESIDE_LATIN.test(word)) {
      const latin = latinLetters(word);
      return NOT_BESIDE_LATIN.test(latin) ? word : latin;
    }
    if (!IS_HAN.test(word)) return word;
    const han = hanCharacters(word);
    return /\p{Script=Hiragana}/u.test(word) || STRAY_IN_HAN.test(han) ? word : han;
  });
}

/**
 * Scripts that names are written in, each by itself in a word: those in use (UAX 31) and those of China's nationalities, but for Lisu,
 * whose letters are taken for Latin ones.
 */
const SCRIPTS =
  'Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Mongolian ' +
  'Myanmar New_Tai_Lue Oriya Sinhala Tai_Le Tai_Tham Tamil Telugu Thaana Thai Tibetan Yi';
const WORDS_OF_ONE = SCRIPTS.split(' ').map((script) => ({
  own: new RegExp(`^\\p{Script=${script}}`, 'u'),
  other: outside(`\\p{Script=${script}}`),
}));

/** Letters of no script, such as tones and signs, and the long vowel where no kana is before it. */
const OF_NO_SCRIPT = /(?!ー)(?=\p{Script=Common})\p{L}|(?<![\p{Script=Hiragana}\p{Script=Katakana}ー])ー/u;

/**
 * Finds the first letter that stands in a word of another script and is taken for none of its letters, or is of a script that names are not
 * written in; null: there is none.
 */
export function strayLetter(name: string): string | null {
  const ofNone = OF_NO_SCRIPT.exec(name)?.[0];
  if (ofNone) return ofNone;
  for (const [word] of name.matchAll(WORD)) {
    const stray = IS_LATIN.test(word)
      ? [...word].find((letter) => NOT_BESIDE_LATIN.test(latinLetters(letter)))
      : otherLetter(word);
    if (stray) return stray;
  }
  return null;
}

function otherLetter(word: string): string | undefined {
  const alone = WORDS_OF_ONE.find(({ own }) => own.test(word));
  return (alone?.other ?? NOT_BESIDE_LATIN).exec(word)?.[0];
}

function outside(scripts: string): RegExp {
  return new RegExp(`(?![${scripts}])\\p{L}`, 'u');
}
