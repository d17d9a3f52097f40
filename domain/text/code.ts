import { latinLetters } from './foreign-letters.ts';
import { compatible, folded, settled, spaced, withoutHidden } from './look-alikes.ts';

/**
 * Reads a number or a code as it was meant, whatever it was copied from: no hidden characters and no spaces, ASCII for
 * full width and for look-alikes. Case stays.
 */
export function plainCode(text: string): string {
  return settled((one) => spaced(latinLetters(folded(withoutHidden(one))), ''), text);
}

/** Reads the code of a subject likewise: a digit or a capital. */
export function plainSubjectCode(text: string): string {
  return plainCode(text).toUpperCase();
}

/** Reads a moment as it was meant: `2026-12-02 09:00`, with one space. */
export function plainMoment(text: string): string {
  return settled((one) => spaced(folded(withoutHidden(one)), ' '), text);
}

/** Reads an email address likewise; it has no spaces around it. */
export function plainAddress(text: string): string {
  return settled((one) => spaced(compatible(withoutHidden(one)).replaceAll('。', '.'), ' '), text);
}
