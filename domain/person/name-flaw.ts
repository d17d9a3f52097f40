import { strayLetter } from '../text/foreign-letters.ts';
import { surplusMark } from '../text/marks.ts';
import { STANDING_MARKS } from '../text/look-alikes.ts';
import { plainName, refusedCharacter } from '../text/typed-text.ts';
import type { IdType } from './id-number.ts';

/** The most characters of a name. */
export const NAME_LIMIT = 50;
/**
 * What a name, as `plainName` gives it, does not hold: letters of any script are all right, at the beginning alone. A hyphen beside Han
 * characters may stand for 一 or for a middle dot, and a lone letter O for 〇: nobody is given a name by guessing. Two dots or apostrophes are signs of others (… and ″).
 */
const NOT_IN_NAMES =
  /^[^\p{L}\p{M}〇]|[^\p{L}\p{M}〇·.' -]|(?<=\p{Script=Han} ?)(?:-|[Oo](?![\p{L}']))|(?:-|(?<![\p{L}'])[Oo])(?= ?\p{Script=Han})|''|\.\./u;

/** Flaws of a name; `character` names the one that was typed and is not taken, as `U+0031`. */
export type NameFlaw = { code: 'TOO_LONG' } | { code: 'BAD_CHARACTER'; character: string };

/**
 * Letters that no paper issued in China has: those that are taken for Han characters, as ミ, 스, ㄅ, and those of phonetics, as ǀ, ə, ꟷ,
 * which are taken for others.
 */
const NOT_ON_PAPERS_OF_CHINA =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}ー\u0250-\u02AF]|(?=\p{Script=Latin})\p{Lo}/u;
const PAPERS_OF_OTHERS: readonly IdType[] = ['passport', 'other'];

/**
 * Finds why what was typed, which is not empty as `plainName` reads it, is no name; null: it is one.
 * @param paper the paper that the name stands on; null: the name is only compared with one
 */
export function nameFlaw(typed: string, paper: IdType | null): NameFlaw | null {
  const fromChina = paper !== null && !PAPERS_OF_OTHERS.includes(paper);
  const character = refusedCharacter(
    typed,
    plainName,
    (name) =>
      NOT_IN_NAMES.exec(name)?.[0] ??
      STANDING_MARKS.exec(name)?.[0] ??
      surplusMark(name) ??
      strayLetter(name) ??
      (fromChina ? (NOT_ON_PAPERS_OF_CHINA.exec(name)?.[0] ?? null) : null),
  );
  if (character !== null) return { code: 'BAD_CHARACTER', character };
  return [...plainName(typed)].length > NAME_LIMIT ? { code: 'TOO_LONG' } : null;
}
