import { parseArgs } from 'node:util';
import { StackError } from './stack-error.ts';

export interface Flags {
  help: boolean;
  reset: boolean;
  holdMinutes?: number;
}

const LONGEST_HOLD_MINUTES = 7 * 24 * 60;

/** Reads the flags of `npm start -- ...`. @throws StackError naming the flag that is wrong */
export function readFlags(args: string[]): Flags {
  let values: { help?: boolean; reset?: boolean; 'hold-minutes'?: string };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        reset: { type: 'boolean' },
        'hold-minutes': { type: 'string' },
      },
    }));
  } catch (error) {
    const [firstSentence] = (error as Error).message.split('. ');
    throw new StackError(`${firstSentence}. See npm start -- --help`);
  }
  const flags: Flags = { help: values.help ?? false, reset: values.reset ?? false };
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
