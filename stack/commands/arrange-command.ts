import { randomBytes } from 'node:crypto';
import { arrangeSession } from '../../activities/arrangement/arrange-session.ts';
import type { Clock } from '../../config/clock.ts';
import { connectDatabase, type Database } from '../../db/connect.ts';
import type { ArrangementScope } from '../../db/arrangement/arrange.ts';
import { openTicketPrint } from '../../db/arrangement/open-ticket-print.ts';
import { listExamSessions } from '../../db/exam-session/read-calendar.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { isRoomSize } from '../../domain/arrangement/arrange-seats.ts';
import { carriesTicketNumbers } from '../../domain/arrangement/ticket-number.ts';
import { formatBeijingTime, parseBeijingTime } from '../../domain/beijing-time.ts';
import { plainCode, plainMoment, plainSubjectCode } from '../../domain/text/code.ts';
import type { Instant } from '../../domain/time.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE, type ImportCommand } from './import-command.ts';
import { platformAccess } from './local-platform.ts';
import { sessionMeant } from './session-meant.ts';
import { parseOptions } from '../parse-options.ts';
import { StackError } from '../stack-error.ts';

const ARRANGE_USAGE = `npm run arrange -- [flags]    give paid entries room, seat and ticket number (编排)

  --session 2026-2       the exam session; the open one unless given
  --campus 991010        this campus only
  --subject 1            this subject only
  --print-from WHEN      also open 准考证打印时间 then, for everybody: now, or "2026-12-02 09:00" in Beijing time
  --help                 this text

What was given stays: run it again to add entries paid since, or to finish an interrupted run.
DATABASE_URL, DATA_KEY and INDEX_KEY are taken from the environment, or from the platform running here.`;

const POOL_SIZE = 2;
const SEED_BYTES = 16;

/** Runs `npm run arrange -- ...`. @returns the exit code */
export async function runArrangeCommand(command: ImportCommand): Promise<number> {
  const { args, print } = command;
  try {
    const flags = parse(args);
    if (flags.help) print(ARRANGE_USAGE);
    else await arrange(command, readScope(flags), readPrintFrom(flags['print-from'], command.clock.now()));
    return EXIT_DONE;
  } catch (error) {
    if (error instanceof StackError || error instanceof RangeError) print(error.message);
    else print(`The arrangement stopped: ${databaseTrouble(error)}. Seats already given stay; run it again.`);
    return EXIT_UNUSABLE;
  }
}

async function arrange(
  { environment, clock, print, onProgress }: ImportCommand,
  { examSessionId: given, ...part }: ScopeNamed,
  printFrom: Instant | null,
): Promise<void> {
  const access = await platformAccess(environment);
  const { db, close } = connectDatabase(access.databaseUrl, { poolSize: POOL_SIZE });
  try {
    const examSessionId = given ?? withTicketNumbers(await sessionMeant(db, print));
    const scope: ArrangementScope = { examSessionId, ...part };
    const examSession = (await listExamSessions(db)).find(({ id }) => id === examSessionId);
    if (!examSession) throw new StackError(`There is no exam session ${examSessionId}`);
    const { roomSize } = examSession.settings;
    if (!isRoomSize(roomSize)) throw new StackError('The room size of this exam session must be 1 to 99');
    const report = await arrangeSession({
      db,
      clock,
      scope,
      roomSize,
      actor: COMMAND_LINE,
      newSeed: () => randomBytes(SEED_BYTES).toString('hex'),
      onProgress: ({ doneCount, totalCount, seatedCount }) =>
        onProgress(`${doneCount} of ${totalCount} subjects at campuses, ${seatedCount} seats given`),
    });
    if (report.offeringCount === 0)
      throw new StackError('No such subject is offered there in this exam session');
    print(
      `${report.seatedCount} entries arranged, in ${report.changedCount} of ${report.offeringCount} subjects at campuses`,
    );
    if (printFrom)
      await openPrinting(db, { examSessionId: examSession.id, opensAt: printFrom }, clock, print);
  } finally {
    await close();
  }
}

async function openPrinting(
  db: Database,
  opening: { examSessionId: string; opensAt: Instant },
  clock: Clock,
  print: (line: string) => void,
): Promise<void> {
  for (const mode of ['written', 'oral'] as const) {
    const set = await openTicketPrint(db, { ...opening, mode, actor: COMMAND_LINE }, clock.now());
    if ('leftOut' in set)
      throw new StackError(
        `Admission tickets, ${mode}: not set, because the time of ${named(set.leftOut)} does not overlap with it: move that first`,
      );
    const { opensAt, closesAt } = set;
    print(
      `Admission tickets, ${mode}: ${formatBeijingTime(opensAt)} to ${formatBeijingTime(closesAt)}, Beijing time`,
    );
  }
}

const NAMED = 5;

/** Names some scopes in a sentence, the first of them if there are many. */
function named(scopes: string[]): string {
  const more = scopes.length - NAMED;
  return scopes.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

type ScopeNamed = Omit<ArrangementScope, 'examSessionId'> & Partial<Pick<ArrangementScope, 'examSessionId'>>;

function withTicketNumbers(examSessionId: string): string {
  if (carriesTicketNumbers(examSessionId)) return examSessionId;
  throw new StackError('Ticket numbers need an exam session named by year and half, e.g. 2026-2');
}

function readScope(flags: Flags): ScopeNamed {
  const session = flags.session && plainCode(flags.session);
  const campus = flags.campus && plainCode(flags.campus);
  const subject = flags.subject && plainSubjectCode(flags.subject);
  if (campus !== undefined && !/^\d{6}$/.test(campus)) {
    throw new StackError('--campus takes a campus code of 6 digits');
  }
  return {
    ...(session !== undefined && { examSessionId: withTicketNumbers(session) }),
    ...(campus !== undefined && { campusCode: campus }),
    ...(subject !== undefined && { subjectCode: subject }),
  };
}

function readPrintFrom(text: string | undefined, now: Instant): Instant | null {
  if (text === undefined) return null;
  const moment = plainMoment(text);
  const at = moment === 'now' ? now : parseBeijingTime(`${moment}:00`);
  if (!at) throw new StackError('--print-from takes now, or a moment in Beijing time: "2026-12-02 09:00"');
  return at;
}

type Flags = ReturnType<typeof parse>;

function parse(args: string[]) {
  return parseOptions('npm run arrange', {
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      session: { type: 'string' },
      campus: { type: 'string' },
      subject: { type: 'string' },
      'print-from': { type: 'string' },
    },
  }).values;
}
