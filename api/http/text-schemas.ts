import { z } from '@hono/zod-openapi';
import { ADDRESS, ADDRESS_LIMIT, addressCharacter } from '../../domain/person/email.ts';
import { type IdType, idNumberProblem, normaliseIdNumber } from '../../domain/person/id-number.ts';
import { MOBILE, mobileCharacter, normaliseMobile } from '../../domain/person/mobile.ts';
import { NAME_LIMIT, nameFlaw } from '../../domain/person/name-flaw.ts';
import { TELEPHONE, TELEPHONE_LIMIT } from '../../domain/person/telephone.ts';
import { ticketCharacter } from '../../domain/roll/cet4-ticket.ts';
import { plainAddress, plainCode } from '../../domain/text/code.ts';
import { plainLine, plainName, plainProse, unreadableCharacter } from '../../domain/text/typed-text.ts';

/** The most characters of what is sent, with what is dropped of it; the fields below take less, but for long texts. */
const MAX_TYPED = 1_000;

/** The rule by which a field's character is refused; `character` names it, as `U+E000`. */
export const BAD_CHARACTER = 'bad_character';

/**
 * Text as somebody typed or pasted it, read as `meant` says.
 * @param check looks at what was typed, unless nothing is left of it
 */
function typed(
  meant: (text: string) => string,
  check?: (context: Context, typed: string) => void,
  limit = MAX_TYPED,
) {
  return z
    .string()
    .max(limit)
    .check((context) => {
      const text = context.value;
      context.value = meant(text);
      if (context.value !== '') check?.(context, text);
    });
}

type Context = z.core.ParsePayload<string>;

function refuseCharacter(context: Context, character: string | null) {
  if (character === null) return;
  context.issues.push({
    code: 'custom',
    input: context.value,
    params: { code: BAD_CHARACTER, character },
  });
}

function readable(read: (text: string) => string, limit = MAX_TYPED) {
  return typed(read, (context, text) => refuseCharacter(context, unreadableCharacter(text, read)), limit);
}

/** A person's name; whether it may stand on their paper is another question. Its characters are counted, not their UTF-16 units. */
export const nameSchema = typed(plainName, (context, text) => {
  const flaw = nameFlaw(text, null);
  if (flaw?.code === 'BAD_CHARACTER') refuseCharacter(context, flaw.character);
  if (flaw?.code === 'TOO_LONG')
    context.issues.push({
      code: 'custom',
      input: context.value,
      params: { code: 'too_big', maximum: NAME_LIMIT, counted: 'characters' },
    });
})
  .min(1)
  .openapi({ maxLength: NAME_LIMIT });

/** The number of an identity paper; whether it fits the paper is another question. */
export const idNumberSchema = typed(normaliseIdNumber, (context, text) =>
  refuseCharacter(context, numberCharacter(null, text)),
)
  .min(1)
  .max(40);

/** Names the character of an ID number that its paper has not; null: there is none. */
function numberCharacter(idType: IdType | null, text: string): string | null {
  const problem = idNumberProblem(idType, text);
  return problem?.code === 'BAD_CHARACTER' ? problem.character : null;
}

/** Names the character of the ID number of a form that its paper has not. */
export function checkPaper({
  value: { idType, idNumber },
  issues,
}: z.core.ParsePayload<{ idType: IdType; idNumber: string }>): void {
  const character = numberCharacter(idType, idNumber);
  if (character === null) return;
  const params = { code: BAD_CHARACTER, character };
  issues.push({ code: 'custom', input: idNumber, path: ['idNumber'], params });
}

/** An ID number or an email. */
export const accountSchema = typed(
  (text) => (isAddress(text) ? plainAddress(text) : normaliseIdNumber(text)),
  (context, text) =>
    refuseCharacter(context, isAddress(text) ? addressCharacter(text) : numberCharacter(null, text)),
)
  .min(1)
  .max(ADDRESS_LIMIT)
  .openapi({ description: 'ID number or email' });

function isAddress(text: string): boolean {
  return plainAddress(text).includes('@');
}

/** An email address. */
export const emailSchema = typed(plainAddress, (context, text) =>
  refuseCharacter(context, addressCharacter(text)),
)
  .regex(ADDRESS)
  .max(ADDRESS_LIMIT)
  .openapi({ format: 'email' });

/** A mobile of mainland China, with or without its country code, spaces and hyphens. */
export const mobileSchema = typed(normaliseMobile, (context, text) =>
  refuseCharacter(context, mobileCharacter(text)),
).regex(MOBILE);

/** A telephone that people call, of any kind. */
export const telephoneSchema = typed(plainCode).regex(TELEPHONE).max(TELEPHONE_LIMIT);

/** The digits of a code that was texted. */
export const textedCodeSchema = typed(plainCode).regex(/^\d{6}$/);

/** A number or code of at most `limit` characters; may be empty. */
export function codeSchema(limit: number) {
  return readable(plainCode).max(limit);
}

/** A number or code of one form, read as `read` does. */
export function patternSchema(form: RegExp, read: (text: string) => string = plainCode) {
  return readable(read).regex(form);
}

/** The number of an admission ticket; whose it is, and of which test, is another question. */
export const ticketNumberSchema = typed(plainCode, (context, text) =>
  refuseCharacter(context, ticketCharacter(text)),
);

/** Text in one line, of at most `limit` characters; may be empty. */
export function lineSchema(limit: number) {
  return readable(plainLine).max(limit);
}

/** Text in one line as which `check` names what it does not take. */
export function checkedLineSchema(limit: number, check: (typed: string) => string | null) {
  return typed(plainLine, (context, text) =>
    refuseCharacter(context, unreadableCharacter(text, plainLine) ?? check(text)),
  ).max(limit);
}

/** The name of a college or class, of at most `limit` characters; `isTitled` reads it as rolls have them. */
export function titleSchema(limit: number) {
  return lineSchema(limit).min(1);
}

/** Text of several lines and of 1 to `limit` characters. */
export function proseSchema(limit: number) {
  return readable(plainProse, Math.max(limit, MAX_TYPED)).min(1).max(limit);
}
