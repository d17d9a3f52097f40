import { useCallback } from 'react';
import { addressCharacter } from '../../../domain/person/email.ts';
import { type IdType, idNumberProblem } from '../../../domain/person/id-number.ts';
import { mobileCharacter } from '../../../domain/person/mobile.ts';
import { ticketCharacter } from '../../../domain/roll/cet4-ticket.ts';
import { plainAddress } from '../../../domain/text/code.ts';
import { shownCharacter } from '../../../domain/text/shown-character.ts';
import { useWords } from '../i18n/index.ts';

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

/**
 * Says of a number or an address that is being typed which character of it is not taken, by the server's own rules; undefined where all are.
 * The paper of an ID number is null where it is not known.
 */
export function useCharacterProblem() {
  const badCharacter = useBadCharacter();
  const said = (field: string, character: string | null) =>
    character === null ? undefined : badCharacter(field, character);
  const idNumber = (typed: string, paper: IdType | null) => {
    const problem = idNumberProblem(paper, typed);
    return said('idNumber', problem?.code === 'BAD_CHARACTER' ? problem.character : null);
  };
  const email = (typed: string) => said('email', addressCharacter(typed));
  return {
    idNumber,
    email,
    mobile: (typed: string) => said('mobile', mobileCharacter(typed)),
    ticket: (typed: string) => said('code', ticketCharacter(typed)),
    account: (typed: string, paper: IdType) =>
      plainAddress(typed).includes('@') ? email(typed) : idNumber(typed, paper),
  };
}
