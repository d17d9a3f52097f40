import { ADDRESS, addressCharacter } from '../../../domain/person/email.ts';
import {
  type IdType,
  idNumberProblem,
  longestIdNumber,
  normaliseIdNumber,
  RESIDENT_DIGITS,
  residentNumberFlaw,
} from '../../../domain/person/id-number.ts';
import { MOBILE_DIGITS, mobileCharacter, mobileFlaw } from '../../../domain/person/mobile.ts';
import { cet4TicketProblem, TICKET_DIGITS, ticketCharacter } from '../../../domain/roll/cet4-ticket.ts';
import { plainAddress, plainCode } from '../../../domain/text/code.ts';
import { unreadableCharacter } from '../../../domain/text/typed-text.ts';

/** Flaws of what is being typed, by the sentence that says each. */
type Code =
  | 'fieldRules.mobileLength'
  | 'fieldRules.mobileBeginning'
  | 'fieldRules.addressForm'
  | 'fieldRules.residentLength'
  | 'fieldRules.residentBirthDate'
  | 'fieldRules.residentCheckDigit'
  | 'fieldRules.tooLongBy'
  | 'fieldProblems.idNumber'
  | 'register.useResidentId'
  | 'register.useResidencePermit'
  | 'review.flaws.BAD_TICKET'
  | 'review.flaws.TICKET_TOO_OLD'
  | 'review.flaws.NOT_CET4_TICKET';

/**
 * What is wrong with what was typed so far: a character that is not taken, or its form. `count` is how many characters there are.
 * One that nothing more could put right is said at once, others when the field is left.
 */
export type TypedFlaw =
  | { character: string; isAtOnce: true }
  | { code: Code; count: number; limit?: number; isAtOnce: boolean; character?: undefined };

const refused = (character: string): TypedFlaw => ({ character, isAtOnce: true });

const RESIDENT_CODES = {
  LENGTH: 'fieldRules.residentLength',
  BIRTH_DATE: 'fieldRules.residentBirthDate',
  CHECK_DIGIT: 'fieldRules.residentCheckDigit',
} as const;

/** Finds what is wrong with an ID number, by the server's own rules. @param paper null: it is not known */
export function idNumberTyped(typed: string, paper: IdType | null): TypedFlaw | null {
  const number = normaliseIdNumber(typed);
  const problem = number === '' ? null : idNumberProblem(paper, typed);
  const count = number.length;
  if (problem === null || paper === null)
    return problem?.code === 'BAD_CHARACTER' ? refused(problem.character) : null;
  switch (problem.code) {
    case 'BAD_CHARACTER':
      return refused(problem.character);
    case 'NUMBER_OF_RESIDENT_ID':
      return { code: 'register.useResidentId', count, isAtOnce: true };
    case 'NUMBER_OF_RESIDENCE_PERMIT':
      return { code: 'register.useResidencePermit', count, isAtOnce: true };
    case 'BAD_ID_NUMBER': {
      const longest = longestIdNumber(paper);
      if (longest !== null) return { code: 'fieldProblems.idNumber', count, isAtOnce: count >= longest };
      const flaw = residentNumberFlaw(number);
      const code = flaw === null ? 'fieldProblems.idNumber' : RESIDENT_CODES[flaw];
      return { code, count, isAtOnce: count >= RESIDENT_DIGITS };
    }
  }
}

/** Finds what is wrong with an email address. */
export function addressTyped(typed: string): TypedFlaw | null {
  const address = plainAddress(typed);
  if (address === '') return null;
  const character = addressCharacter(typed);
  if (character !== null) return refused(character);
  return ADDRESS.test(address)
    ? null
    : { code: 'fieldRules.addressForm', count: address.length, isAtOnce: false };
}

/** Finds what is wrong with a mobile. */
export function mobileTyped(typed: string): TypedFlaw | null {
  if (plainCode(typed) === '') return null;
  const character = mobileCharacter(typed);
  if (character !== null) return refused(character);
  const flaw = mobileFlaw(typed);
  if (flaw === null) return null;
  return flaw.code === 'BEGINNING'
    ? { code: 'fieldRules.mobileBeginning', count: MOBILE_DIGITS, isAtOnce: true }
    : { code: 'fieldRules.mobileLength', count: flaw.count, isAtOnce: flaw.count > MOBILE_DIGITS };
}

/** Finds what is wrong with the number of a CET-4 ticket. */
export function ticketTyped(typed: string): TypedFlaw | null {
  const number = plainCode(typed);
  if (number === '') return null;
  const character = ticketCharacter(typed);
  if (character !== null) return refused(character);
  const problem = cet4TicketProblem(number);
  const count = number.length;
  return problem && { code: `review.flaws.${problem}`, count, isAtOnce: count >= TICKET_DIGITS };
}

/** Finds what is wrong with a code that may have any form. */
export function codeTyped(typed: string, limit: number): TypedFlaw | null {
  const character = unreadableCharacter(typed, plainCode);
  if (character !== null) return refused(character);
  const count = plainCode(typed).length;
  return count > limit ? { code: 'fieldRules.tooLongBy', count, limit, isAtOnce: true } : null;
}

/** Finds what is wrong with what names an account: an address, or an ID number. */
export function accountTyped(typed: string, paper: IdType): TypedFlaw | null {
  return plainAddress(typed).includes('@') ? addressTyped(typed) : idNumberTyped(typed, paper);
}
