import { randomUUID } from 'node:crypto';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { findTypedStaffAccount } from '../../db/staff/find-staff-account.ts';
import { schoolOfCampus } from '../../db/seats/read-capacity-change.ts';
import { findOffering } from '../../db/exam-session/read-offerings.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { submitCapacityChange } from '../../db/seats/submit-capacity-change.ts';
import { MAX_CAPACITY } from '../../domain/seats/capacity.ts';
import { isInScope } from '../../domain/scopes.ts';
import { may } from '../../domain/staff/permissions.ts';
import { plainCode, plainSubjectCode } from '../../domain/text/code.ts';
import { plainNumber, SEATS } from '../../domain/text/plain-number.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE, type ImportCommand } from './import-command.ts';
import { platformAccess } from './local-platform.ts';
import { parseOptions } from '../parse-options.ts';
import { StackError } from '../stack-error.ts';

const CAPACITY_USAGE = `npm run capacity -- --session 2026-2 --campus 991010 --subject 1 --to 950 --by school-admin
                         change the seats of a subject at a campus

  --by ACCOUNT           the staff account that wants it: admin of the school, its province or the centre
  --help                 this text

A raise is made at once; new seats go to the waitlist first. A cut waits until a second person signs in and approves it:
GET /api/staff/capacity-changes. Seats offered, held or paid are never taken away.
DATABASE_URL, DATA_KEY and INDEX_KEY are taken from the environment, or from the platform running here.`;

const POOL_SIZE = 2;

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
  by: string;
}

async function change(
  { environment, clock }: Pick<ImportCommand, 'environment' | 'clock'>,
  { session, campus, subject, to, by }: Wanted,
): Promise<string> {
  const access = await platformAccess(environment);
  const { db, close } = connectDatabase(access.databaseUrl, { poolSize: POOL_SIZE });
  try {
    const offeringId = await findOffering(db, session, campus, subject);
    const schoolCode = await schoolOfCampus(db, campus);
    if (offeringId === null || schoolCode === null)
      throw new StackError(`Campus ${campus} does not offer ${subject} in ${session}`);
    const submittedBy = await accountOf(db, by, schoolCode);
    const id = randomUUID();
    const wanted = { id, offeringId, schoolCode, capacity: to, submittedBy };
    const outcome = await submitCapacityChange(db, wanted, clock.now());
    if (outcome.kind === 'refused') throw new StackError(REFUSED[outcome.code]?.(outcome) ?? outcome.code);
    const { before } = outcome;
    if (outcome.kind === 'raised')
      return `${before} seats became ${to}; ${outcome.promoted} offered to the waitlist`;
    return `Nothing is cut yet: from ${before} to ${to} seats takes a second person, who signs in as staff and decides
  POST /api/staff/capacity-changes/${id}/decision`;
  } finally {
    await close();
  }
}

const REFUSED: Partial<Record<DomainErrorCode, (refused: { least: number }) => string>> = {
  CAPACITY_TOO_LOW: ({ least }) => `${least} seats are offered, held or paid: name at least as many`,
  CAPACITY_UNCHANGED: () => 'The pool has just as many seats already',
  CAPACITY_PENDING: () => 'A cut of this pool waits for a decision: have that one decided first',
};

/** Finds the account that is meant. @throws StackError unless it may change capacities of the school */
async function accountOf(db: Database, typed: string, schoolCode: string): Promise<string> {
  const staff = await findTypedStaffAccount(db, typed);
  if (!staff || !may(staff.role, 'capacity.change') || !isInScope(schoolCode, staff.scope))
    throw new StackError(`--by ${typed} is no admin of school ${schoolCode}, its province or the centre`);
  return staff.account;
}

function readWanted(args: string[]): Wanted | null {
  const { help, ...typed } = parse(args);
  if (help) return null;
  const session = plainCode(typed.session ?? '');
  const campus = plainCode(typed.campus ?? '');
  const subject = plainSubjectCode(typed.subject ?? '');
  const by = plainCode(typed.by ?? '');
  const to = plainNumber(typed.to ?? '', SEATS);
  if (!session || !campus || !subject || !to || !by) {
    throw new StackError(
      'Name session, campus, subject, seats and who wants it. See npm run capacity -- --help',
    );
  }
  const capacity = Number(to);
  if (!/^\d+$/.test(to) || capacity > MAX_CAPACITY) {
    throw new StackError(`--to takes a number of seats, 0 to ${MAX_CAPACITY}`);
  }
  return { session, campus, subject, to: capacity, by };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  return parseOptions('npm run capacity', {
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      session: text,
      campus: text,
      subject: text,
      to: text,
      by: text,
    },
  }).values;
}
