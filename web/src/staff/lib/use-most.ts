import { useTooLong } from '../../lib/use-field-problems.ts';

/** Makes the rule of a field that says how much too long its text is: what is pasted is never cut. */
export function useMost(): (limit: number) => { validator: (rule: unknown, text?: string) => Promise<void> } {
  const tooLong = useTooLong();
  return (limit) => ({
    async validator(_, text = '') {
      const said = tooLong(text, limit);
      if (said !== undefined) throw new Error(said);
    },
  });
}
