import { eq, sql } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { ExamSession } from '../../domain/exam-session/season.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import { type FieldChange, fieldChanges } from '../../domain/field-changes.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { examSessions, offerings, seatPools, windows } from '../schema/index.ts';
import { namesakeFlaws } from './namesakes.ts';
import { readDates } from './read-dates.ts';
import { readScopeVersion, settingTarget } from './change-setting.ts';

export interface NewExamSession {
  id: string;
  nameZh: string;
  nameEn: string;
  /** The exam session whose settings, windows and offerings it begins with; null: it begins empty. */
  copyOf: string | null;
  /** The days by which all dates of the other one are moved. */
  movedByDays: number;
}

export type Creation =
  | { kind: 'created' | 'exists' | 'unknownOrigin' }
  | { kind: 'refused'; flaws: SettingFlaw[] };

/**
 * Creates an exam session as a draft, empty or as a copy of another one with all its dates moved. Its seats are as many as
 * the other one had; nobody has taken any.
 */
export async function createExamSession(
  db: Database,
  { id, nameZh, nameEn, copyOf, movedByDays }: NewExamSession,
  by: { account: string; at: Instant },
): Promise<Creation> {
  return db.transaction(async (tx) => {
    const [origin] =
      copyOf === null ? [] : await tx.select().from(examSessions).where(eq(examSessions.id, copyOf));
    if (copyOf !== null && !origin) return { kind: 'unknownOrigin' };
    const settings = origin?.settings ?? DEFAULT_SETTINGS;
    if ((await tx.$count(examSessions, eq(examSessions.id, id))) > 0) return { kind: 'exists' };
    const flaws = await namesakeFlaws(tx, 'examSession', { code: id, names: { nameZh, nameEn } });
    if (copyOf !== null && movedByDays === 0 && (await readDates(tx, copyOf)).length > 0)
      flaws.push({ code: 'COPY_NOT_MOVED', at: id, against: copyOf });
    if (flaws.length > 0) return { kind: 'refused', flaws };
    const created = await tx
      .insert(examSessions)
      .values({ id, state: 'draft', nameZh, nameEn, settings })
      .onConflictDoNothing()
      .returning({ id: examSessions.id });
    if (created.length === 0) return { kind: 'exists' };
    if (copyOf !== null) await copyInto(tx, id, copyOf, movedByDays * DAY_MS);
    const place = { owner: id, scope: '*' } as const;
    await recordAudit(tx, {
      actor: staffActor(by.account),
      action: 'examSessionCreated',
      target: settingTarget(place),
      details: {
        copyOf,
        movedByDays,
        version: await readScopeVersion(tx, place),
        changes: await madeFields(tx, { id, nameZh, nameEn, settings }),
      },
      happenedAt: by.at,
    });
    return { kind: 'created' };
  });
}

/** Tells the audit log what a new one begins with: its names and rules, and how much it has of what is copied. */
async function madeFields(
  tx: Transaction,
  { id, settings, ...names }: Pick<ExamSession, 'id' | 'settings' | 'nameZh' | 'nameEn'>,
): Promise<FieldChange[]> {
  const [windowsSet, offered] = await Promise.all([
    tx.$count(windows, eq(windows.examSessionId, id)),
    tx.$count(offerings, eq(offerings.examSessionId, id)),
  ]);
  return fieldChanges({}, { ...names, ...settings, windowsSet, offered });
}

/** Copies windows and offerings in the database itself: a country has a hundred thousand of them. */
async function copyInto(tx: Transaction, id: string, from: string, movedByMs: number): Promise<void> {
  const moved = sql`make_interval(secs => ${movedByMs / 1000})`;
  await tx.execute(sql`
    insert into ${windows} (exam_session_id, kind, scope, opens_at, closes_at)
    select ${id}, kind, scope, opens_at + ${moved}, closes_at + ${moved} from ${windows}
    where exam_session_id = ${from}`);
  await tx.execute(sql`
    insert into ${offerings} (exam_session_id, campus_code, subject_code, fee_fen, exam_starts_at, exam_ends_at, opens_at, closes_at)
    select ${id}, campus_code, subject_code, fee_fen, exam_starts_at + ${moved}, exam_ends_at + ${moved},
      opens_at + ${moved}, closes_at + ${moved} from ${offerings}
    where exam_session_id = ${from}`);
  await tx.execute(sql`
    insert into ${seatPools} (offering_id, capacity, free)
    select made.id, pool.capacity, pool.capacity from ${offerings} made
    join ${offerings} other on other.exam_session_id = ${from}
      and other.campus_code = made.campus_code and other.subject_code = made.subject_code
    join ${seatPools} pool on pool.offering_id = other.id
    where made.exam_session_id = ${id}`);
}
