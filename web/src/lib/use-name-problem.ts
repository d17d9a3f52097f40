import type { IdType } from '../../../domain/person/id-number.ts';
import { NAME_LIMIT, nameFlaw } from '../../../domain/person/name-flaw.ts';
import { shownCharacter } from '../../../domain/text/shown-character.ts';
import { plainName } from '../../../domain/text/typed-text.ts';
import { useWords } from '../i18n/index.ts';

/**
 * Says of a name that is being typed which character of it is not taken, by the server's own rule; undefined for one that is, or that is empty.
 * @returns a function of what was typed, and of the paper it stands on: null where it is only compared
 */
export function useNameProblem(): (typed: string, paper: IdType | null) => string | undefined {
  const { t } = useWords();
  return (typed, paper) => {
    const name = plainName(typed);
    const flaw = name === '' ? null : nameFlaw(typed, paper);
    if (flaw === null) return undefined;
    if (flaw.code === 'TOO_LONG')
      return t('fieldRules.tooLongBy', { limit: NAME_LIMIT, count: [...name].length });
    return t('fieldRules.badCharacter', { character: shownCharacter(flaw.character) });
  };
}
