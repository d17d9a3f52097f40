import { useWords } from '../i18n/index.ts';
import type { Words } from '../i18n/zh.ts';
import { Problem } from './problem.ts';
import { useBadCharacter } from './use-typed-problem.ts';

type FieldName = keyof Words['fieldProblems'];

/** Turns the server's complaints about single fields into words that say what to enter. */
export function useFieldProblems(error: unknown): (field: FieldName) => string | undefined {
  const { t } = useWords();
  const badCharacter = useBadCharacter();
  const fields = error instanceof Problem ? error.fields : [];
  return (field) => {
    const flaw = fields.find(({ path }) => path === `body.${field}`);
    if (!flaw) return undefined;
    if (flaw.character !== undefined) return badCharacter(field, flaw.character);
    if (flaw.code === 'too_big') return t('fieldRules.tooLong');
    if (flaw.code === 'common' || flaw.code === 'hidden') return t(`fieldRules.${flaw.code}`);
    return t(`fieldProblems.${field}`);
  };
}

/** Says of a text how much too long it is: what is pasted is never cut. */
export function useTooLong(): (text: string, limit: number) => string | undefined {
  const { t } = useWords();
  return (text, limit) =>
    text.length > limit ? t('fieldRules.tooLongBy', { limit, count: text.length }) : undefined;
}
