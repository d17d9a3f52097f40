import { and, eq, inArray } from 'drizzle-orm';
import type { NumberedPassport } from '../../domain/passport/number-hold.ts';
import { type Instant, isWithin } from '../../domain/time.ts';
import { listExamSessions } from '../exam-session/read-calendar.ts';
import { nameIndex } from '../person/personal-index.ts';
import type { Reader } from '../reader.ts';
import { candidates, examSessions, registrations, reviews } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { PassportRow } from './lock-numbers.ts';
import { openPassport } from './sealed-passport.ts';

/** Reads what decides who reserves a number, of its passports. Without the vault nobody counts as on a roll. */
export async function readNumberFacts(
  db: Reader,
  vault: Vault | null,
  rows: PassportRow[],
  now: Instant,
): Promise<NumberedPassport[]> {
  const ids = rows.map(({ id }) => id);
  const registered = await boundIds(db, ids);
  const rechecked = await recheckedIds(db, ids);
  const onRoll = vault ? await namesOnOpenRolls(db, rows[0]?.idNumberIndex, now) : new Set<string>();
  return rows.map((row) =>
    numberedPassport(row, {
      registered: registered.has(row.id),
      rechecked: rechecked.has(row.id),
      onOpenRoll:
        vault !== null && onRoll.size > 0 && onRoll.has(nameIndex(vault, openPassport(vault, row).name)),
    }),
  );
}

/** Puts a passport beside what it stands on. */
export function numberedPassport(
  { id, hold, heldSince, emailVerifiedAt }: PassportRow,
  stands: Partial<Pick<NumberedPassport, 'registered' | 'rechecked' | 'onOpenRoll'>>,
): NumberedPassport {
  return {
    id,
    hold,
    heldSince,
    emailVerified: emailVerifiedAt !== null,
    registered: false,
    rechecked: false,
    onOpenRoll: false,
    ...stands,
  };
}

async function boundIds(db: Reader, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const bound = await db
    .select({ passportId: registrations.passportId })
    .from(registrations)
    .where(
      and(
        // Names the exam sessions so that the index by exam session and passport is used.
        inArray(registrations.examSessionId, db.select({ id: examSessions.id }).from(examSessions)),
        inArray(registrations.passportId, ids),
      ),
    );
  return new Set(bound.flatMap(({ passportId }) => passportId ?? []));
}

async function recheckedIds(db: Reader, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rechecked = await db
    .select({ passportId: reviews.passportId })
    .from(reviews)
    .where(
      and(
        inArray(reviews.examSessionId, db.select({ id: examSessions.id }).from(examSessions)),
        inArray(reviews.passportId, ids),
        inArray(reviews.state, ['pending', 'approved', 'rejected']),
      ),
    );
  return new Set(rechecked.map(({ passportId }) => passportId));
}

/** Reads the names under which a number is on the rolls of exam sessions that are open, as their indexes. */
async function namesOnOpenRolls(
  db: Reader,
  idNumberIndex: string | undefined,
  now: Instant,
): Promise<Set<string>> {
  if (idNumberIndex === undefined) return new Set();
  const open = (await listExamSessions(db)).flatMap(({ id, period }) =>
    period !== null && isWithin(period, now) ? [id] : [],
  );
  if (open.length === 0) return new Set();
  const found = await db
    .select({ nameIndex: candidates.nameIndex })
    .from(candidates)
    .where(and(eq(candidates.idNumberIndex, idNumberIndex), inArray(candidates.examSessionId, open)));
  return new Set(found.map((row) => row.nameIndex));
}
