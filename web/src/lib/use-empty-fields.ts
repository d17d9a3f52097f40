import { type FormEvent, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import type { Words } from '../i18n/zh.ts';
import type { useFieldProblems } from './use-field-problems.ts';

type ProblemOf = ReturnType<typeof useFieldProblems>;
type Control = HTMLInputElement | HTMLSelectElement;

/**
 * Says at each field that was left empty what to enter, in the words of the site: those of the browser are in its own language and
 * gone with the next touch.
 * @param sentProblem what the server says of the fields
 */
export function useEmptyFields(sentProblem: ProblemOf) {
  const { t } = useWords();
  const [empty, setEmpty] = useState<string[]>([]);
  const problemOf: ProblemOf = (field) => {
    if (!empty.includes(field)) return sentProblem(field);
    return isNamedApart(field) ? t(`emptyFields.${field}`) : t(`fieldProblems.${field}`);
  };
  return {
    problemOf,
    form: {
      noValidate: true,
      onInput: ({ target }: FormEvent) =>
        setEmpty((before) => before.filter((name) => name !== (target as Control).name)),
    },
    /** Tells whether nothing that is required is missing; moves to the first field that is. */
    isFilled(form: HTMLFormElement): boolean {
      const missing = Array.from(form.elements).filter(
        (element): element is Control =>
          (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) &&
          element.validity.valueMissing,
      );
      setEmpty(missing.map(({ name }) => name));
      missing[0]?.focus();
      return missing.length === 0;
    },
  };
}

const NAMED_APART: Record<keyof Words['emptyFields'], true> = { idNumber: true, password: true };

function isNamedApart(field: string): field is keyof Words['emptyFields'] {
  return field in NAMED_APART;
}
