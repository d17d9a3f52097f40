import { and, asc, count, eq, max, sql, sum } from 'drizzle-orm';
import { examTimeFlaws } from '../../domain/exam-session/exam-times.ts';
import { offeringFlaws } from '../../domain/exam-session/offering-rules.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { changesByOldValue, sameEverywhere, type SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Mode } from '../../domain/subjects.ts';
import { isoInstant, type Period } from '../../domain/time.ts';
import { seatedFlaws } from './count-seated.ts';
import type { Database, Transaction } from '../connect.ts';
import {
  changeSetting,
  type SettingForm,
  type SettingOutcome,
  type SettingRequest,
} from '../exam-session/change-setting.ts';
import { firstOf, hasPlaceAt, isGuest, sitsAt } from '../exam-session/read-impact.ts';
import { readWindows } from '../exam-session/read-windows.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { offerings, registrations, seatPools, subjects } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/**
 * Fee, exam time and window of a subject for every campus of a scope that offers it; what is left out stays as it is.
 */
export interface TermsChange {
  examSessionId: string;
  scope: Scope;
  subjectCode: string;
  feeFen?: number | undefined;
  examTime?: Period | undefined;
  /** The window in which it can be chosen. */
  window?: Period | undefined;
  /** True for those who may set fee and exam time. */
  maySetTerms: boolean;
  /** The number of offerings that whoever asks was told of. */
  seenOfferings?: number | undefined;
}

/** Counts the offerings of a subject in a scope. */
export async function countOfferings(db: Reader, change: Parameters<typeof which>[0]): Promise<number> {
  const [row] = await db.select({ count: count() }).from(offerings).where(which(change));
  return row?.count ?? 0;
}

/** Sets fee, exam time and window of a subject for a whole scope at once. */
export async function setTerms(
  { db, vault }: { db: Pick<Database, 'transaction'>; vault: Vault },
  change: TermsChange,
  request: Omit<SettingRequest, 'version'>,
): Promise<SettingOutcome> {
  const { examSessionId, scope, subjectCode, feeFen, examTime, window, seenOfferings } = change;
  let before: ReadonlyMap<string, SettingFields> = new Map();
  const form: SettingForm = {
    owner: examSessionId,
    scope,
    action: 'termsSet',
    read: async (tx) => {
      before = await readTerms(tx, change);
      return sameEverywhere(before);
    },
    recorded: (changes) => changesByOldValue(changes, before),
    wanted: {
      ...(feeFen !== undefined && { [`${subjectCode}/feeFen`]: feeFen }),
      ...(examTime && {
        [`${subjectCode}/examStartsAt`]: isoInstant(examTime.opensAt),
        [`${subjectCode}/examEndsAt`]: isoInstant(examTime.closesAt),
      }),
      ...(window && {
        [`${subjectCode}/opensAt`]: isoInstant(window.opensAt),
        [`${subjectCode}/closesAt`]: isoInstant(window.closesAt),
      }),
    },
    flaws: async (tx, changes) => {
      const present = await countOfferings(tx, change);
      const [subject] = await tx.select().from(subjects).where(eq(subjects.code, subjectCode));
      if (!subject) return [{ code: 'SUBJECT_UNKNOWN', at: subjectCode }];
      if (present === 0) return [{ code: 'SUBJECT_NOT_OFFERED', at: `${scope}/${subjectCode}` }];
      const flaws: SettingFlaw[] = [];
      if ((feeFen !== undefined || examTime) && !change.maySetTerms)
        flaws.push({ code: 'FEE_BY_PROVINCE', at: `${scope}/${subjectCode}` });
      if (!request.isPreview && seenOfferings !== present)
        flaws.push({ code: 'OFFERINGS_CHANGED', at: scope });
      if (window) flaws.push(...(await windowFlawsOf(tx, change, subject.mode)));
      const [last] = await tx
        .select({ closesAt: max(offerings.closesAt) })
        .from(offerings)
        .where(which(change));
      if (examTime && !window && last?.closesAt)
        flaws.push(
          ...examTimeFlaws(
            { examStartsAt: examTime.opensAt, examEndsAt: examTime.closesAt, closesAt: last.closesAt },
            subject.mode,
            `${scope}/${subjectCode}`,
          ),
        );
      if (changes.some(({ field }) => field.startsWith(`${subjectCode}/exam`)))
        flaws.push(...(await seatedFlaws(tx, which(change), `${scope}/${subjectCode}`)));
      return flaws;
    },
    impact: async (tx) => {
      const { held, offered, paid, waiting } = seatPools;
      const [taken] = await tx
        .select({ count: sum(sql`${held} + ${offered} + ${paid} + ${waiting}`).mapWith(Number) })
        .from(seatPools)
        .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
        .where(which(change));
      if (!taken?.count) return { count: 0, first: [] };
      const ofSession = eq(registrations.examSessionId, examSessionId);
      const own = and(ofSession, inScope(registrations.campusCode, scope), hasPlaceAt(which(change)));
      const first = await firstOf(tx, vault, own);
      if (first.length > 0) return { count: taken.count, first };
      const guests = and(ofSession, isGuest(scope), sitsAt(which(change)));
      return { count: taken.count, first: await firstOf(tx, vault, guests) };
    },
    write: async (tx) => {
      await tx
        .update(offerings)
        .set({
          ...(feeFen !== undefined && { feeFen }),
          ...(examTime && { examStartsAt: examTime.opensAt, examEndsAt: examTime.closesAt }),
          ...window,
        })
        .where(which(change));
    },
  };
  return changeSetting(db, form, { ...request, version: null });
}

/** Finds what is wrong with the window of the subject at each campus, as its single form would. */
async function windowFlawsOf(tx: Transaction, change: TermsChange, mode: Mode): Promise<SettingFlaw[]> {
  const { examTime, window } = change;
  const times = examTime && { examStartsAt: examTime.opensAt, examEndsAt: examTime.closesAt };
  const offered = await tx.select().from(offerings).where(which(change)).orderBy(offerings.campusCode);
  const set = await readWindows(tx, change.examSessionId, ...offered.map(({ campusCode }) => campusCode));
  return offered.flatMap(({ campusCode, ...terms }) =>
    offeringFlaws(
      { ...terms, ...window, ...times, mode },
      {
        registration: effectiveWindow(set, 'registration', campusCode),
        present: terms,
        at: `${campusCode}/${change.subjectCode}`,
      },
    ),
  );
}

function which({
  examSessionId,
  scope,
  subjectCode,
}: Pick<TermsChange, 'examSessionId' | 'scope' | 'subjectCode'>) {
  return and(
    eq(offerings.examSessionId, examSessionId),
    eq(offerings.subjectCode, subjectCode),
    inScope(offerings.campusCode, scope),
  );
}

/** Reads fee, exam time and window at each campus. */
async function readTerms(tx: Transaction, change: TermsChange): Promise<Map<string, SettingFields>> {
  const offered = await tx.select().from(offerings).where(which(change)).orderBy(asc(offerings.campusCode));
  return new Map(
    offered.map(({ campusCode, feeFen, examStartsAt, examEndsAt, opensAt, closesAt }) => [
      campusCode,
      {
        [`${change.subjectCode}/feeFen`]: feeFen,
        [`${change.subjectCode}/examStartsAt`]: isoInstant(examStartsAt),
        [`${change.subjectCode}/examEndsAt`]: isoInstant(examEndsAt),
        [`${change.subjectCode}/opensAt`]: isoInstant(opensAt),
        [`${change.subjectCode}/closesAt`]: isoInstant(closesAt),
      },
    ]),
  );
}
