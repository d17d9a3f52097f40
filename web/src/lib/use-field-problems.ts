import { useWords } from '../i18n/index.ts';
import type { Words } from '../i18n/zh.ts';
import { Problem } from './problem.ts';

type FieldName = keyof Words['fieldProblems'];

/** Turns the server's complaints about single fields into words that say what to enter. */
export function useFieldProblems(error: unknown): (field: FieldName) => string | undefined {
  const { t } = useWords();
  const paths = error instanceof Problem ? error.fields.map(({ path }) => path) : [];
  return (field) => (paths.includes(`body.${field}`) ? t(`fieldProblems.${field}`) : undefined);
}
