import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { arrangeSession } from '../activities/arrangement/arrange-session.ts';
import { connectDatabase } from '../db/connect.ts';
import type { ArrangementScope } from '../db/queries/arrange.ts';
import { currentExamSession } from '../db/queries/read-candidate-facts.ts';
import { isRoomSize } from '../domain/arrangement/arrange-seats.ts';
import { carriesTicketNumbers } from '../domain/arrangement/ticket-number.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE, type ImportCommand } from './import-command.ts';
import { platformAccess } from './local-platform.ts';
import { StackError } from './stack-error.ts';

export const ARRANGE_USAGE = `npm run arrange -- --session 2026-2 [flags]    give paid entries room, seat and ticket number (编排)

  --campus 991010        this campus only
  --subject 1            this subject only
  --help                 this text

What was given stays: run it again to add entries paid since, or to finish an interrupted run.
DATABASE_URL, DATA_KEY and INDEX_KEY are taken from the environment, or from the platform running here.`;

const POOL_SIZE = 2;
const SEED_BYTES = 16;

/** Runs `npm run arrange -- ...`. @returns the exit code */
export async function runArrangeCommand(command: ImportCommand): Promise<number> {
  const { args, print } = command;
  try {
    const scope = readScope(args);
    if (scope) await arrange(command, scope);
    else print(ARRANGE_USAGE);
    return EXIT_DONE;
  } catch (error) {
    if (error instanceof StackError || error instanceof RangeError) print(error.message);
    else print(`The arrangement stopped: ${databaseTrouble(error)}. Seats already given stay; run it again.`);
    return EXIT_UNUSABLE;
  }
}

async function arrange(
  { environment, clock, print, onProgress }: ImportCommand,
  scope: ArrangementScope,
): Promise<void> {
  const access = await platformAccess(environment);
  const { db, close } = connectDatabase(access.databaseUrl, { poolSize: POOL_SIZE });
  try {
    const examSession = await currentExamSession(db, clock.now(), scope.examSessionId);
    if (!examSession) throw new StackError(`There is no exam session ${scope.examSessionId}`);
    const { roomSize } = examSession.settings;
    if (!isRoomSize(roomSize)) throw new StackError('The room size of this exam session must be 1 to 99');
    const report = await arrangeSession({
      db,
      clock,
      scope,
      roomSize,
      actor: 'staff/command-line',
      newSeed: () => randomBytes(SEED_BYTES).toString('hex'),
      onProgress: ({ doneCount, totalCount, seatedCount }) =>
        onProgress(`${doneCount} of ${totalCount} subjects at campuses, ${seatedCount} seats given`),
    });
    if (report.offeringCount === 0)
      throw new StackError('No such subject is offered there in this exam session');
    print(
      `${report.seatedCount} entries arranged, in ${report.changedCount} of ${report.offeringCount} subjects at campuses`,
    );
  } finally {
    await close();
  }
}

function readScope(args: string[]): ArrangementScope | null {
  const flags = parse(args);
  if (flags.help) return null;
  const { session, campus, subject } = flags;
  if (session === undefined)
    throw new StackError('Name the exam session: npm run arrange -- --session 2026-2');
  if (!carriesTicketNumbers(session)) {
    throw new StackError('Ticket numbers need an exam session named by year and half, e.g. 2026-2');
  }
  if (campus !== undefined && !/^\d{6}$/.test(campus)) {
    throw new StackError('--campus takes a campus code of 6 digits');
  }
  return {
    examSessionId: session,
    ...(campus !== undefined && { campusCode: campus }),
    ...(subject !== undefined && { subjectCode: subject }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        session: { type: 'string' },
        campus: { type: 'string' },
        subject: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const [firstSentence] = (error as Error).message.split('. ');
    throw new StackError(`${firstSentence}. See npm run arrange -- --help`);
  }
}
