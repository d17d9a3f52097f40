import { parseOptions } from './parse-options.ts';
import { StackError } from './stack-error.ts';

export interface Flags {
  help: boolean;
  reset: boolean;
  /** True to fill in no demo data. */
  empty: boolean;
  holdMinutes?: number;
}

const LONGEST_HOLD_MINUTES = 7 * 24 * 60;

/** Reads the flags of `npm start -- ...`. @throws StackError naming the flag that is wrong */
export function readFlags(args: string[]): Flags {
  const { values } = parseOptions('npm start', {
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      reset: { type: 'boolean' },
      empty: { type: 'boolean' },
      'hold-minutes': { type: 'string' },
    },
  });
  const flags: Flags = {
    help: values.help ?? false,
    reset: values.reset ?? false,
    empty: values.empty ?? false,
  };
  const hold = values['hold-minutes'];
  if (hold === undefined) return flags;
  const holdMinutes = Number(hold);
  if (!Number.isInteger(holdMinutes) || holdMinutes < 1 || holdMinutes > LONGEST_HOLD_MINUTES) {
    throw new StackError(
      `--hold-minutes takes a whole number from 1 to ${LONGEST_HOLD_MINUTES}, not "${hold}"`,
    );
  }
  return { ...flags, holdMinutes };
}
