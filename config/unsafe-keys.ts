import { isKeyboardWalk } from './keyboard-walk.ts';
import { isPassPhrase } from './word-keys.ts';

/** The number of equal steps between neighbouring characters beyond which a key is counted up or down; chance gives 4 of 62. */
const MOST_EQUAL_STEPS = 24;
const FEWEST_BYTES = 16;
/** The number of printable bytes beyond which a key is a text with something added; chance gives 12 of 32. */
const MOST_PRINTABLE = 27;
const FEWEST_CHARACTERS = 16;
const FEWEST_DIFFERENT = 8;

/**
 * Tells whether a key was not drawn by chance: repeated, mirrored or counted, typed as digits, or a text. A random key passes but
 * once in billions.
 * @param hex 32 bytes in hex
 */
export function isPatterned(hex: string): boolean {
  const bytes = Buffer.from(hex, 'hex');
  const words = hex.toLowerCase().match(/.{8}/g) ?? [];
  const digits = [...hex].map((digit) => Number.parseInt(digit, 16));
  const equalSteps = (values: readonly number[], modulus: number) => {
    const steps = values.slice(1).map((value, index) => (value - (values[index] ?? 0) + modulus) % modulus);
    return steps.slice(1).filter((step, index) => step === steps[index]).length;
  };
  return (
    new Set(bytes).size < FEWEST_BYTES ||
    new Set(words).size < words.length ||
    equalSteps(digits, 16) >= MOST_EQUAL_STEPS ||
    equalSteps([...bytes], 256) >= FEWEST_BYTES / 2 ||
    /^\d+$/.test(hex) ||
    bytes.filter((byte) => byte >= 0x20 && byte < 0x7f).length > MOST_PRINTABLE ||
    isMirrored(digits) ||
    isMirrored([...bytes]) ||
    isText(bytes) ||
    isWideText(bytes)
  );
}

/** Tells whether a secret of letters and digits is soon guessed: short, repeated, counted, or words. */
export function isGuessable(secret: string): boolean {
  const codes = [...secret].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const equalSteps = steps.slice(1).filter((step, index) => step === steps[index]).length;
  return (
    codes.length < FEWEST_CHARACTERS ||
    new Set(codes).size < FEWEST_DIFFERENT ||
    /^(.+?)\1+$/u.test(secret) ||
    equalSteps >= codes.length / 2 ||
    /^[\p{L}\s._-]+$/u.test(secret) ||
    isKeyboardWalk(secret) ||
    isCounted(secret) ||
    isPassPhrase(secret)
  );
}

/** Tells whether a secret is bytes in hex that are counted up or down. */
function isCounted(secret: string): boolean {
  if (!/^([0-9a-f]{2}){8,}$/i.test(secret)) return false;
  const bytes = [...Buffer.from(secret, 'hex')];
  const steps = bytes.slice(1).map((byte, index) => (byte - (bytes[index] ?? 0) + 256) % 256);
  return steps.slice(1).filter((step, index) => step === steps[index]).length >= steps.length / 2;
}

/** Tells whether the second half is the first one backwards. */
function isMirrored(values: readonly number[]): boolean {
  return values.every((value, index) => value === values.at(-1 - index));
}

/** Tells whether bytes are a pass-phrase, filled up with one byte or not. */
function isText(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 1 && bytes[end - 1] === bytes[end - 2]) end -= 1;
  try {
    // A text that was cut to the length of a key ends in the middle of a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end - 1), {
      stream: true,
    });
    return !/\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}

/** What people write in: letters of Latin script, printable ASCII, Chinese punctuation; beside them everyday characters. */
const WRITTEN = /[\p{Script=Latin}\x20-\x7e\u3000-\u3002\uff01-\uff5e]/u;
let everyday: Set<string> | undefined;

/** Tells whether bytes are a text as Windows writes it, filled up with one byte or not: UTF-16, or GBK. */
function isWideText(bytes: Buffer): boolean {
  everyday ??= new Set(everydayCharacters());
  let end = bytes.length;
  while (end > 1 && bytes[end - 1] === bytes[end - 2]) end -= 1;
  return ['utf-16le', 'utf-16be', 'gbk'].some((encoding) => {
    const text = new TextDecoder(encoding).decode(bytes.subarray(0, end - 1), { stream: true });
    return text.length > 1 && [...text].every((one) => everyday?.has(one) || WRITTEN.test(one));
  });
}

/** The 3,755 characters of GB 2312's first level, of which nearly all texts are made; random bytes meet few. */
function everydayCharacters(): string {
  const rows = Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, row) => 0xb0 + row);
  const cells = Array.from({ length: 94 }, (_, cell) => 0xa1 + cell);
  const pairs = rows.flatMap((row) => cells.flatMap((cell) => [row, cell]));
  return new TextDecoder('gbk').decode(Buffer.from(pairs)).replaceAll(/[^\p{Script=Han}]/gu, '');
}
