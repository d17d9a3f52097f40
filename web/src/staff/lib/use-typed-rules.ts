import { useWords } from '../../i18n/index.ts';
import { hintOf } from './field-hints.ts';
import { type TypedProblem, useTypedProblem } from '../../lib/use-typed-problem.ts';

/** When a field of the console is looked at: while it is typed into, and when it is left. */
export const LOOKED_AT = ['onChange', 'onBlur'];

/** Makes the rules of a field of the kit that say of what is typed what is wrong with it, as fields of the site do. */
export function typedRules(problemOf: (typed: string) => TypedProblem | undefined) {
  const rule = (isSaid: (isAtOnce: boolean) => boolean) => ({
    async validator(_rule: unknown, typed: unknown) {
      const found = typeof typed === 'string' ? problemOf(typed) : undefined;
      if (found && isSaid(found.isAtOnce)) throw new Error(found.text);
    },
  });
  return [
    rule((isAtOnce) => isAtOnce),
    { ...rule((isAtOnce) => !isAtOnce), validateTrigger: 'onBlur' },
  ] as const;
}

/** Gives the rules of the field of an email address. */
export function useAddressRules() {
  return [...typedRules(useTypedProblem().email)];
}

/** Gives the rules of a field that takes one form, by its path in the form: what it takes is said when it is left. */
export function useFormRules(path: readonly string[], isTaken: (typed: string) => boolean) {
  const { language } = useWords();
  return [
    ...typedRules((typed) =>
      typed === '' || isTaken(typed) ? undefined : { text: hintOf(path)?.[language] ?? '', isAtOnce: false },
    ),
  ];
}
