import { and, asc, eq, exists, not, sql } from 'drizzle-orm';
import { offeringFlaws, type OfferingTerms } from '../../domain/exam-session/offering-rules.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { provinceCodeOf, type Scope } from '../../domain/scopes.ts';
import { isoInstant, type Period } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import {
  changeSetting,
  type SettingForm,
  type SettingOutcome,
  type SettingRequest,
} from '../exam-session/change-setting.ts';
import { readWindows } from '../exam-session/read-windows.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { campuses, offerings, seatPools, subjects } from '../schema/index.ts';

/** A subject at every campus of a scope that does not offer it yet. */
export interface OpeningAtMany extends Period {
  examSessionId: string;
  scope: Scope;
  subjectCode: string;
  /** Campuses alone that offer this subject already. */
  besides?: string | undefined;
  capacity: number;
  /** Fee and exam time; left out they are those of the subject elsewhere in the province. */
  feeFen?: number | undefined;
  examTime?: Period | undefined;
  /** True for those who may set fee and exam time. */
  maySetTerms: boolean;
  /** The number of campuses that whoever asks was told of. */
  seenCampuses?: number | undefined;
}

type AddedOffering = OfferingTerms & { examSessionId: string; campusCode: string; subjectCode: string };

const ROWS_AT_ONCE = 1_000;

/** Lists the campuses at which a subject would be opened. */
export async function campusesToOpen(
  db: Reader,
  { examSessionId, scope, subjectCode, besides }: OpeningAtMany,
): Promise<string[]> {
  const offers = (code: string) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(offerings)
        .where(
          and(
            eq(offerings.examSessionId, examSessionId),
            eq(offerings.campusCode, campuses.code),
            eq(offerings.subjectCode, code),
          ),
        ),
    );
  const rows = await db
    .select({ code: campuses.code })
    .from(campuses)
    .where(
      and(
        inScope(campuses.code, scope),
        not(offers(subjectCode)),
        besides === undefined ? undefined : offers(besides),
      ),
    )
    .orderBy(asc(campuses.code));
  return rows.map(({ code }) => code);
}

/** Opens a subject at many campuses at once, with as many seats at each; nobody can have chosen it there before. */
export async function openOfferings(
  db: Database,
  opening: OpeningAtMany,
  request: Omit<SettingRequest, 'version'>,
): Promise<SettingOutcome> {
  const { examSessionId, scope, subjectCode, capacity, feeFen, examTime, seenCampuses } = opening;
  const at = `${scope}/${subjectCode}`;
  const wanted = {
    [`${subjectCode}/capacity`]: capacity,
    [`${subjectCode}/opensAt`]: isoInstant(opening.opensAt),
    [`${subjectCode}/closesAt`]: isoInstant(opening.closesAt),
    ...(feeFen !== undefined && { [`${subjectCode}/feeFen`]: feeFen }),
    ...(examTime && {
      [`${subjectCode}/examStartsAt`]: isoInstant(examTime.opensAt),
      [`${subjectCode}/examEndsAt`]: isoInstant(examTime.closesAt),
    }),
  };
  let added: AddedOffering[] = [];
  const form: SettingForm = {
    owner: examSessionId,
    scope,
    action: 'offeringsOpened',
    read: async (tx) => {
      added = await offeringsToAdd(tx, opening);
      // Where all offer it there is nothing to be done.
      return added.length === 0 ? wanted : null;
    },
    wanted,
    flaws: async (tx) => {
      const [subject] = await tx.select().from(subjects).where(eq(subjects.code, subjectCode));
      if (!subject) return [{ code: 'SUBJECT_UNKNOWN', at: subjectCode }];
      const flaws: SettingFlaw[] = [];
      if ((feeFen !== undefined || examTime) && !opening.maySetTerms)
        flaws.push({ code: 'FEE_BY_PROVINCE', at });
      if (!request.isPreview && seenCampuses !== added.length)
        flaws.push({ code: 'OFFERINGS_CHANGED', at: scope });
      const windows = await readWindows(tx, examSessionId, ...added.map(({ campusCode }) => campusCode));
      return [
        ...flaws,
        ...added.flatMap(({ campusCode, ...terms }) =>
          offeringFlaws(
            { ...terms, mode: subject.mode },
            {
              registration: effectiveWindow(windows, 'registration', campusCode),
              present: null,
              at: `${campusCode}/${subjectCode}`,
            },
          ),
        ),
      ];
    },
    write: async (tx) => {
      for (let from = 0; from < added.length; from += ROWS_AT_ONCE) {
        const made = await tx
          .insert(offerings)
          .values(added.slice(from, from + ROWS_AT_ONCE))
          .returning({ offeringId: offerings.id });
        await tx.insert(seatPools).values(made.map((one) => ({ ...one, capacity, free: capacity })));
      }
    },
  };
  return changeSetting(db, form, { ...request, version: null });
}

/** Gives the rows to be added, each with the fee and exam time of its province where none are given. */
async function offeringsToAdd(tx: Transaction, opening: OpeningAtMany): Promise<AddedOffering[]> {
  const { examSessionId, subjectCode, opensAt, closesAt, feeFen, examTime } = opening;
  const province = sql<string>`left(${offerings.campusCode}, 2)`;
  const usual = await tx
    .selectDistinctOn([province], {
      province,
      feeFen: offerings.feeFen,
      examStartsAt: offerings.examStartsAt,
      examEndsAt: offerings.examEndsAt,
    })
    .from(offerings)
    .where(and(eq(offerings.examSessionId, examSessionId), eq(offerings.subjectCode, subjectCode)))
    .orderBy(province, offerings.campusCode);
  const byProvince = new Map(usual.map(({ province: code, ...terms }) => [code, terms]));
  return (await campusesToOpen(tx, opening)).map((campusCode) => ({
    ...(byProvince.get(provinceCodeOf(campusCode)) ?? { feeFen: 0, examStartsAt: null, examEndsAt: null }),
    ...(feeFen !== undefined && { feeFen }),
    ...(examTime && { examStartsAt: examTime.opensAt, examEndsAt: examTime.closesAt }),
    examSessionId,
    campusCode,
    subjectCode,
    opensAt,
    closesAt,
  }));
}
