import { oneScript } from './foreign-letters.ts';
import { plainHan } from './han.ts';
import { folded, replacer, settled, spaced, withoutHidden } from './look-alikes.ts';

/** Characters that are of no use to anybody else: private ones, unassigned ones, broken ones. */
const UNREADABLE = /[\p{Co}\p{Cn}\p{Cs}\uFFFD]/u;

const ZERO = replacer({ 〇: '○◯' });

/**
 * Reads a name as it was meant: nothing hidden, one space where there are any, ordinary characters for full width, Han
 * radicals and known private characters, one middle dot, apostrophe and hyphen, no dot twice or at the end, and in each word
 * the letters of one script.
 */
export function plainName(text: string): string {
  return settled((one) => {
    const spelt = spaced(ZERO(folded(plainHan(withoutHidden(one)))), ' ');
    return oneScript(spelt.replace(/·(?:\s*·)+/gu, '·').replace(/\s*·$/u, ''));
  }, text);
}

/** Reads free text in one line: nothing hidden, one space where there are any; width and punctuation stay. */
export function plainLine(text: string): string {
  return settled((one) => spaced(plainHan(withoutHidden(one)), ' '), text);
}

/** Marks in pairs, and a dash of Japanese, that Unicode does not hold compatible with what is taken for them. */
const PRINTED = replacer({ '"': '\u201C\u201D\u201E\u201F\u2033\u2036', '~': '\u301C\u223C' });
/** Spaces on either side of which is a Han character or a digit: between the words of other languages they stay. */
const NEEDLESS = /(?<=[\p{Script=Han}\d]) | (?=[\p{Script=Han}\d])/gu;

/**
 * Reads the name of a college, major or class, of which there are no two that look alike: as of people, one middle dot,
 * apostrophe and hyphen, and half width for all that has it, brackets too; no spaces where nobody needs any.
 */
export function plainTitle(text: string): string {
  return settled((one) => ZERO(folded(PRINTED(plainLine(one)))).replace(NEEDLESS, ''), text);
}

/**
 * Lists how what somebody asks for may be stored: as it is read now, and as it was asked for, which is how it stands where it
 * was stored under an earlier reading.
 */
export function titlesMeant(text: string): string[] {
  return [...new Set([plainTitle(text), plainLine(text)])];
}

/** Reads free text, with its lines. */
export function plainProse(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(plainLine)
    .join('\n')
    .trim();
}

/** Names the first character that cannot be read as `read` does, as `U+E000`; null: every one can. */
export function unreadableCharacter(typed: string, read: (text: string) => string): string | null {
  return refusedCharacter(typed, read, (text) => UNREADABLE.exec(text)?.[0] ?? null);
}

/**
 * Names the character that was typed for the one that `refused` finds in what `read` made of it: `U+2460` where ① was read
 * as 1 and no digit may be there; null: none is refused.
 */
export function refusedCharacter(
  typed: string,
  read: (text: string) => string,
  refused: (text: string) => string | null,
): string | null {
  const found = refused(read(typed));
  if (found === null) return null;
  // Letters around it keep what is dropped at the beginning and at the end.
  const count = (text: string) => read(text).split(found).length;
  const character = [...typed].find((one) => count(`x${one}x`) > count('xx')) ?? found;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
