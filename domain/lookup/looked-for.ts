import { codeCharacter } from '../cells/cells.ts';
import { nameFlaw } from '../person/name-flaw.ts';
import { plainCode } from '../text/code.ts';
import { plainName } from '../text/typed-text.ts';

/** What a text names by which staff look somebody up. A person's is a name, an ID number or a student number. */
export type LookedFor =
  | { by: 'passport'; passportId: string }
  | { by: 'order'; orderNo: string }
  | { by: 'person'; text: string };

/** An order number as we write it, and as PayEase does, with its merchant inside. */
const ORDER = /^(20\d{6})(?:-[^-]{1,20}-)?([0-9a-f]{16,32})$/;

/** Tells what was typed into the one field of the look-up. */
export function lookedFor(typed: string): LookedFor {
  const code = plainCode(typed).toLowerCase();
  if (/^[0-9a-f]{32}$/.test(code)) return { by: 'passport', passportId: code };
  const [, day, rest] = ORDER.exec(code) ?? [];
  return day && rest ? { by: 'order', orderNo: day + rest } : { by: 'person', text: typed };
}

/** Names the character of what was typed that neither a name nor a number is written with, as `U+0023`; null: there is none. */
export function lookedForCharacter(typed: string): string | null {
  const ofCode = plainCode(typed) === '' ? null : codeCharacter(typed);
  const flaw = plainName(typed) === '' ? null : nameFlaw(typed, null);
  if (ofCode === null || flaw?.code !== 'BAD_CHARACTER') return null;
  return /\d/.test(plainCode(typed)) ? ofCode : flaw.character;
}
