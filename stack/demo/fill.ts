import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { importRoll, importScores } from '../../activities/imports/import-here.ts';
import { importPhotos } from '../../activities/imports/import-photos.ts';
import { readImportFile } from '../../activities/imports/import-source.ts';
import type { ImportProgress, ImportReport } from '../../activities/imports/import-report.ts';
import type { Clock } from '../../config/clock.ts';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { auditLog } from '../../db/schema/index.ts';
import { vaultOf } from '../../db/vault.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import { StackError } from '../stack-error.ts';
import { type DemoSignIn, demoSignIns, fillPassports, fillStaff } from './fill-accounts.ts';
import { DEMO_ACCOUNT } from './as-demo.ts';
import { demoSession } from './demo-session.ts';
import { fillLateList } from './fill-late-list.ts';
import { fillLists } from './fill-lists.ts';
import { fillReviews } from './fill-reviews.ts';
import { fillSession, setHoldMinutes } from './fill-session.ts';
import { fillTexts } from './fill-texts.ts';
import { demoPeople } from './people.ts';
import { demoPhotos, portraitsPreparedOnce } from './portraits.ts';
import { demoSchedule } from './schedule.ts';
import { recordAudit } from '../../db/record-audit.ts';
import { staffActor } from '../../domain/actor.ts';

export type { DemoSignIn } from './fill-accounts.ts';

export interface DemoRequest {
  /** A migrated database. */
  databaseUrl: string;
  /** The same as the owner of its tables, who alone makes accounts of staff. */
  ownerUrl: string;
  environment: Parameters<typeof vaultOf>[0];
  clock: Clock;
  /** The time an unpaid seat is kept; a day by default. */
  holdMinutes?: number;
  onProgress?: (line: string) => void;
}

const ACTOR = staffActor(DEMO_ACCOUNT);
const FILLED = 'demoFilled';
const POOL_SIZE = 4;
const LONGEST_HOLD_MINUTES = 7 * 24 * 60;

/**
 * Fills an empty database with the demo: made-up provinces, schools, an open exam session, rolls of 5,000 people, scores,
 * accounts. An interrupted fill is finished by the next call; a filled demo is left alone, apart from `holdMinutes`.
 * @returns every sign-in of the demo
 */
export async function fillDemo(request: DemoRequest): Promise<{ signIns: DemoSignIn[] }> {
  const { databaseUrl, ownerUrl, environment, clock, onProgress = () => {} } = request;
  const holdMinutes = request.holdMinutes ?? DEFAULT_SETTINGS.holdMinutes;
  if (!Number.isInteger(holdMinutes) || holdMinutes < 1 || holdMinutes > LONGEST_HOLD_MINUTES) {
    throw new StackError(`the hold must be a whole number of minutes from 1 to ${LONGEST_HOLD_MINUTES}`);
  }
  const people = demoPeople();
  const { db, close } = connectDatabase(databaseUrl, { poolSize: POOL_SIZE });
  try {
    const vault = vaultOf(environment);
    const now = clock.now();
    const schedule = demoSchedule(now);
    const filled = await filledSession(db);
    const examSessionId = filled ?? (await demoSession(db, schedule));
    if (filled === null) {
      onProgress('exam session, campuses, seats, texts and accounts');
      const needs = { db, vault, now };
      await fillTexts(needs);
      await fillSession(needs, examSessionId, schedule);
      const owner = connectDatabase(ownerUrl, { poolSize: 1 });
      await fillStaff(owner.db, vault, now).finally(owner.close);
      await fillPassports(db, vault, people, now);
      const common = { db, vault, clock, actor: ACTOR };
      finished(
        await importRoll({
          ...common,
          source: await demoFile('roll.csv'),
          examSessionId,
          onProgress: (progress) => onProgress(progressLine('roll', progress)),
        }),
      );
      finished(
        await importScores({
          ...common,
          source: await demoFile('scores.csv'),
          onProgress: (progress) => onProgress(progressLine('scores', progress)),
        }),
      );
      finished(
        await importPhotos({
          ...common,
          source: demoPhotos(people),
          prepare: portraitsPreparedOnce(),
          examSessionId,
          onProgress: (progress) => onProgress(progressLine('photos', progress)),
        }),
      );
      await fillLists(db, vault, examSessionId, people);
      await fillReviews(db, vault, examSessionId, people, now);
      await fillLateList(needs, examSessionId, schedule);
      const mark = { action: FILLED, target: examSessionId } as const;
      await recordAudit(db, { actor: ACTOR, ...mark, happenedAt: clock.now() });
    }
    await setHoldMinutes({ db, vault, now: clock.now() }, examSessionId, holdMinutes);
    return { signIns: demoSignIns(people) };
  } finally {
    await close();
  }
}

/** Finds the exam session of a demo that was filled to the end. */
async function filledSession(db: Database): Promise<string | null> {
  const [mark] = await db
    .select({ target: auditLog.target })
    .from(auditLog)
    .where(eq(auditLog.action, FILLED))
    .limit(1);
  return mark?.target ?? null;
}

function demoFile(name: string) {
  return readImportFile(fileURLToPath(new URL(`./${name}`, import.meta.url)));
}

function finished(report: ImportReport): void {
  const [bad] = report.badRows;
  if (bad) throw new StackError(`line ${bad.line} of the demo's ${report.kind} is bad: restore stack/demo`);
}

function progressLine(file: string, { phase, doneCount, totalCount }: ImportProgress): string {
  const done = doneCount.toLocaleString('en');
  if (phase === 'checking') return `${file}: ${done} checked`;
  return `${file}: ${done} of ${(totalCount ?? doneCount).toLocaleString('en')} imported`;
}
