import { parseArgs } from 'node:util';
import { StackError } from '../stack/stack-error.ts';

/** How much is measured, beyond which measures. */
export interface Options {
  /** The measures asked for, by number; all when empty. */
  measures: string[];
  /** Candidates who are under way at once. */
  clients: number;
  /** The seconds of each run that count. */
  seconds: number;
  /** The runs of which the median counts, where runs of two things alternate. */
  runs: number;
  /** The rows of a school office's largest file; a tenth as many photos, and messages. */
  rows: number;
  /** Whether to tell where the processes spend their time. It slows them: the figures of such a run are not compared. */
  profile: boolean;
}

const STANDARD = { clients: 20, seconds: 20, runs: 3, rows: 200_000 };
const LARGEST = { clients: 1_000, seconds: 3_600, runs: 99, rows: 300_000 };

const USAGE = `npm run bench -- [MEASURE ...] [--seconds ${STANDARD.seconds}] [--runs ${STANDARD.runs}] [--clients ${STANDARD.clients}] [--rows ${STANDARD.rows}] [--profile]

  MEASURE    the number of a measure, with or without its letter; all when none is named
  --seconds  how long each run counts
  --runs     how many runs alternate with those of the thing compared with; the median counts
  --clients  how many candidates are under way at once
  --rows     how many rows the largest file has, for measure 13b; a tenth as many messages in 13c
  --profile  also tells where the processes spend their time, which slows them`;

/** Reads the command line. @throws StackError saying what there is */
export function readOptions(args: string[]): Options {
  const option = { type: 'string' } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args,
      options: { clients: option, seconds: option, runs: option, rows: option, profile: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new StackError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`, { cause: error });
  }
  const numberOf = (name: keyof typeof STANDARD): number => {
    const given = parsed.values[name];
    const value = given === undefined ? STANDARD[name] : Number(given);
    if (Number.isInteger(value) && value >= 1 && value <= LARGEST[name]) return value;
    throw new StackError(`--${name} takes a whole number from 1 to ${LARGEST[name]}\n\n${USAGE}`);
  };
  return {
    measures: parsed.positionals,
    clients: numberOf('clients'),
    seconds: numberOf('seconds'),
    runs: numberOf('runs'),
    rows: numberOf('rows'),
    profile: parsed.values.profile ?? false,
  };
}
