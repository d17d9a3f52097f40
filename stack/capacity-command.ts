import { parseArgs } from 'node:util';
import { connectDatabase } from '../db/connect.ts';
import { changeCapacity } from '../db/queries/change-capacity.ts';
import { findOffering } from '../db/queries/read-offerings.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE, type ImportCommand } from './import-command.ts';
import { platformAccess } from './local-platform.ts';
import { StackError } from './stack-error.ts';

export const CAPACITY_USAGE = `npm run capacity -- --session 2026-2 --campus 991010 --subject 1 --to 950    change the seats of a subject at a campus

  --help                 this text

New seats go to the waitlist first. Seats offered, held or paid are never taken away.
DATABASE_URL, DATA_KEY and INDEX_KEY are taken from the environment, or from the platform running here.`;

const POOL_SIZE = 2;
const MAX_CAPACITY = 100_000;

/** Runs `npm run capacity -- ...`. @returns the exit code */
export async function runCapacityCommand(command: Omit<ImportCommand, 'onProgress'>): Promise<number> {
  const { args, print } = command;
  try {
    const wanted = readWanted(args);
    if (wanted) print(await change(command, wanted));
    else print(CAPACITY_USAGE);
    return EXIT_DONE;
  } catch (error) {
    print(error instanceof StackError ? error.message : `Nothing was changed: ${databaseTrouble(error)}`);
    return EXIT_UNUSABLE;
  }
}

interface Wanted {
  session: string;
  campus: string;
  subject: string;
  to: number;
}

async function change(
  { environment, clock }: Pick<ImportCommand, 'environment' | 'clock'>,
  { session, campus, subject, to }: Wanted,
): Promise<string> {
  const access = await platformAccess(environment);
  const { db, close } = connectDatabase(access.databaseUrl, { poolSize: POOL_SIZE });
  try {
    const offeringId = await findOffering(db, session, campus, subject);
    if (offeringId === null) throw new StackError(`Campus ${campus} does not offer ${subject} in ${session}`);
    const answer = await db.transaction((tx) =>
      changeCapacity(tx, { offeringId, capacity: to, actor: 'staff/command-line', at: clock.now() }),
    );
    if (answer.kind === 'tooLow') {
      throw new StackError(`${answer.least} seats are offered, held or paid: name at least as many`);
    }
    return `${answer.before} seats became ${to}; ${answer.promoted} offered to the waitlist`;
  } finally {
    await close();
  }
}

function readWanted(args: string[]): Wanted | null {
  const { help, session, campus, subject, to } = parse(args);
  if (help) return null;
  if (!session || !campus || !subject || !to) {
    throw new StackError('Name session, campus, subject and seats. See npm run capacity -- --help');
  }
  const capacity = Number(to);
  if (!/^\d+$/.test(to) || capacity > MAX_CAPACITY) {
    throw new StackError(`--to takes a number of seats, 0 to ${MAX_CAPACITY}`);
  }
  return { session, campus, subject, to: capacity };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        session: text,
        campus: text,
        subject: text,
        to: text,
      },
    }).values;
  } catch (error) {
    const [firstSentence] = (error as Error).message.split('. ');
    throw new StackError(`${firstSentence}. See npm run capacity -- --help`);
  }
}
