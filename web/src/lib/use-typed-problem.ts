import { useCallback } from 'react';
import type { IdType } from '../../../domain/person/id-number.ts';
import { plainAddress } from '../../../domain/text/code.ts';
import { shownCharacter } from '../../../domain/text/shown-character.ts';
import { useWords } from '../i18n/index.ts';
import {
  accountTyped,
  addressTyped,
  codeTyped,
  idNumberTyped,
  mobileTyped,
  ticketTyped,
  type TypedFlaw,
} from './typed-flaws.ts';

/** The words for a character that a field does not take; those of all other fields are for names and free text. */
const RULES: Readonly<Record<string, 'badNumberCharacter' | 'badCodeCharacter'>> = {
  idNumber: 'badNumberCharacter',
  account: 'badCodeCharacter',
  email: 'badCodeCharacter',
  mobile: 'badCodeCharacter',
  code: 'badCodeCharacter',
  telephone: 'badCodeCharacter',
};

const SPACE = 'U+0020';

/** Says of a field which character it does not take, that is named as `U+004F`. */
export function useBadCharacter(): (field: string, character: string) => string {
  const { t } = useWords();
  return useCallback(
    (field, character) =>
      t(`fieldRules.${RULES[field] ?? 'badCharacter'}`, {
        character: character === SPACE ? t('fieldRules.space') : shownCharacter(character),
      }),
    [t],
  );
}

/** What is said of what is being typed; `isAtOnce`: before the field is left. */
export interface TypedProblem {
  text: string;
  isAtOnce: boolean;
}

/** Says of a number or an address that is being typed what is wrong with it, by the server's own rules; undefined: nothing. */
export function useTypedProblem() {
  const { t } = useWords();
  const badCharacter = useBadCharacter();
  const said =
    <Typed extends unknown[]>(field: string, find: (...typed: Typed) => TypedFlaw | null) =>
    (...typed: Typed): TypedProblem | undefined => {
      const flaw = find(...typed);
      if (flaw === null) return undefined;
      const { isAtOnce } = flaw;
      if (flaw.character !== undefined) return { text: badCharacter(field, flaw.character), isAtOnce };
      const { code, count, limit } = flaw;
      return { text: t(code, { count, digits: count, limit }), isAtOnce };
    };
  return {
    idNumber: said('idNumber', idNumberTyped),
    email: said('email', addressTyped),
    mobile: said('mobile', mobileTyped),
    ticket: said('code', ticketTyped),
    /** A code of any form, of at most `limit` characters. */
    code: said('code', codeTyped),
    account: (typed: string, paper: IdType) =>
      said(plainAddress(typed).includes('@') ? 'email' : 'idNumber', accountTyped)(typed, paper),
  };
}
