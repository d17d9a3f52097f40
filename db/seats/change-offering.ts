import { and, eq, sql } from 'drizzle-orm';
import { offeringFlaws, type OfferingTerms } from '../../domain/exam-session/offering-rules.ts';
import type { SettingFlawCode } from '../../domain/exam-session/setting-flaws.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import type { SettingFields, SettingValue } from '../../domain/field-changes.ts';
import { provinceCodeOf, type Scope } from '../../domain/scopes.ts';
import { isoInstant, type Period } from '../../domain/time.ts';
import { seatedFlaws } from './count-seated.ts';
import type { Database, Transaction } from '../connect.ts';
import {
  changeSetting,
  type SettingForm,
  type SettingOutcome,
  type SettingRequest,
  settingTarget,
} from '../exam-session/change-setting.ts';
import { impactOf, sitsAt } from '../exam-session/read-impact.ts';
import { readWindows } from '../exam-session/read-windows.ts';
import { listAuditChanges } from '../list-audit-changes.ts';
import type { Reader } from '../reader.ts';
import { offerings, seatPools, subjects } from '../schema/index.ts';
import { violatedCheck } from '../unique-violation.ts';
import type { Vault } from '../vault.ts';

type Offering = typeof offerings.$inferSelect;

export interface OfferingPlace {
  examSessionId: string;
  campusCode: string;
  subjectCode: string;
}

/** What a form says of a subject at a campus. */
export interface OfferingChange extends OfferingPlace, Period {
  /** The fee and exam time; left out they stay, or are those of the subject elsewhere in the province. */
  feeFen?: number | undefined;
  examTime?: Period | null | undefined;
  /** The seats, for a subject that is added. */
  capacity?: number | undefined;
  /** True for those who may set fee and exam time. */
  maySetTerms: boolean;
}

interface Needs {
  db: Database;
  vault: Vault;
}

/** Adds a subject to a campus that there is, with its seats, or changes what is set for it. */
export async function changeOffering(
  { db, vault }: Needs,
  change: OfferingChange,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const { examSessionId, campusCode, subjectCode, capacity } = change;
  const before = await findOfferingAt(db, change);
  const terms = before ?? (await termsInProvince(db, change)) ?? (await termsRemoved(db, change));
  const { examTime } = change;
  const wanted: OfferingTerms = {
    opensAt: change.opensAt,
    closesAt: change.closesAt,
    feeFen: change.feeFen ?? terms?.feeFen ?? 0,
    examStartsAt: examTime === undefined ? (terms?.examStartsAt ?? null) : (examTime?.opensAt ?? null),
    examEndsAt: examTime === undefined ? (terms?.examEndsAt ?? null) : (examTime?.closesAt ?? null),
  };
  const at = `${campusCode}/${subjectCode}`;
  const form: SettingForm = {
    owner: examSessionId,
    scope: campusCode as Scope,
    action: 'offeringSet',
    actionIfNew: 'offeringAdded',
    read: async (tx) => {
      const set = await findOfferingAt(tx, change);
      return set && { ...fieldsOf(subjectCode, set), ...(await capacityField(tx, set)) };
    },
    wanted: {
      ...fieldsOf(subjectCode, wanted),
      ...(capacity !== undefined && { [`${subjectCode}/capacity`]: capacity }),
    },
    flaws: async (tx) => {
      const present = await findOfferingAt(tx, change);
      const windows = await readWindows(tx, examSessionId, campusCode);
      const [subject] = await tx.select().from(subjects).where(eq(subjects.code, subjectCode));
      const usual = present ?? terms ?? { feeFen: 0, examStartsAt: null, examEndsAt: null };
      const isPriced = (['feeFen', 'examStartsAt', 'examEndsAt'] as const).some(
        (field) => wanted[field] !== usual[field],
      );
      const isMoved =
        present !== null &&
        (present.examStartsAt !== wanted.examStartsAt || present.examEndsAt !== wanted.examEndsAt);
      return [
        ...(!subject ? [{ code: 'SUBJECT_UNKNOWN' as const, at: subjectCode }] : []),
        ...(isPriced && !change.maySetTerms ? [{ code: 'FEE_BY_PROVINCE' as const, at }] : []),
        ...(!present && capacity === undefined ? [{ code: 'CAPACITY_NEEDED' as const, at }] : []),
        ...(present && capacity !== undefined && capacity !== (await capacityOf(tx, present.id))
          ? [{ code: 'CAPACITY_SET_ELSEWHERE' as const, at }]
          : []),
        ...offeringFlaws(
          { ...wanted, mode: subject?.mode ?? 'written' },
          { registration: effectiveWindow(windows, 'registration', campusCode), present, at },
        ),
        ...(isMoved ? await seatedFlaws(tx, eq(offerings.id, present.id), at) : []),
      ];
    },
    impact: async (tx) => {
      const present = await findOfferingAt(tx, change);
      return present ? impactOf(tx, vault, sitsAt(eq(offerings.id, present.id))) : { count: 0, first: [] };
    },
    write: async (tx) => {
      const present = await findOfferingAt(tx, change);
      if (present) {
        await tx.update(offerings).set(wanted).where(eq(offerings.id, present.id));
        return;
      }
      const place = { examSessionId, campusCode, subjectCode };
      const [added] = await tx
        .insert(offerings)
        .values({ ...place, ...wanted })
        .returning({ id: offerings.id });
      if (!added || capacity === undefined) throw new Error(`no offering of ${at} was added`);
      await tx.insert(seatPools).values({ offeringId: added.id, capacity, free: capacity });
    },
  };
  return changeSetting(db, form, request);
}

/**
 * Takes a subject from a campus, as long as nobody has had anything to do with its seats. Once the exam session is open that
 * would cut them to none, and so is up to two people.
 */
export async function removeOffering(
  { db }: Pick<Needs, 'db'>,
  place: OfferingPlace,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const at = `${place.campusCode}/${place.subjectCode}`;
  const gone = [...Object.keys(fieldsOf(place.subjectCode, NOTHING)), `${place.subjectCode}/capacity`];
  const form: SettingForm = {
    owner: place.examSessionId,
    scope: place.campusCode as Scope,
    action: 'offeringRemoved',
    read: async (tx) => {
      const set = await findOfferingAt(tx, place);
      return set ? { ...fieldsOf(place.subjectCode, set), ...(await capacityField(tx, set)) } : {};
    },
    wanted: Object.fromEntries(gone.map((field) => [field, null])),
    flaws: async () => [],
    write: async (tx) => {
      const set = await findOfferingAt(tx, place);
      if (set) await tx.delete(offerings).where(eq(offerings.id, set.id));
    },
  };
  try {
    return await changeSetting(db, form, request);
  } catch (error) {
    const code = REFUSED_BY[violatedCheck(error) ?? ''];
    if (!code) throw error;
    return { kind: 'refused', flaws: [{ code, at }] };
  }
}

/** What the database says of an offering that it does not let go. */
const REFUSED_BY: Readonly<Record<string, SettingFlawCode>> = {
  offerings_unused: 'OFFERING_TAKEN',
  offerings_seats_cut: 'OFFERING_HAS_SEATS',
};

const NOTHING: OfferingTerms = { opensAt: 0, closesAt: 0, feeFen: 0, examStartsAt: null, examEndsAt: null };

async function findOfferingAt(
  db: Reader,
  { examSessionId, campusCode, subjectCode }: OfferingPlace,
): Promise<Offering | null> {
  const [row] = await db
    .select()
    .from(offerings)
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        eq(offerings.campusCode, campusCode),
        eq(offerings.subjectCode, subjectCode),
      ),
    );
  return row ?? null;
}

/** Finds fee and exam time of a subject elsewhere in the province, the same for everybody as a rule. */
async function termsInProvince(
  db: Reader,
  { examSessionId, campusCode, subjectCode }: OfferingPlace,
): Promise<Omit<OfferingTerms, keyof Period> | null> {
  const [row] = await db
    .select()
    .from(offerings)
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        eq(offerings.subjectCode, subjectCode),
        sql`starts_with(${offerings.campusCode}, ${provinceCodeOf(campusCode)})`,
      ),
    )
    .orderBy(offerings.campusCode)
    .limit(1);
  return row ?? null;
}

/** Finds fee and exam time that a subject had here when it was last removed: what the province set outlives that. */
async function termsRemoved(
  db: Reader,
  { examSessionId, campusCode, subjectCode }: OfferingPlace,
): Promise<Omit<OfferingTerms, keyof Period> | null> {
  const target = settingTarget({ owner: examSessionId, scope: campusCode as Scope });
  const removals = await listAuditChanges(db, target, 0, 'offeringRemoved');
  const removal = removals.find(({ changes }) =>
    changes.some(({ field }) => field.startsWith(`${subjectCode}/`)),
  );
  if (!removal) return null;
  const was = (name: string) =>
    removal.changes.find(({ field }) => field === `${subjectCode}/${name}`)?.from ?? null;
  const [feeFen, startsAt, endsAt] = [was('feeFen'), was('examStartsAt'), was('examEndsAt')];
  return {
    feeFen: typeof feeFen === 'number' ? feeFen : 0,
    examStartsAt: typeof startsAt === 'string' ? Date.parse(startsAt) : null,
    examEndsAt: typeof endsAt === 'string' ? Date.parse(endsAt) : null,
  };
}

async function capacityField(tx: Transaction, { id, subjectCode }: Offering): Promise<SettingFields> {
  return { [`${subjectCode}/capacity`]: await capacityOf(tx, id) };
}

async function capacityOf(tx: Transaction, offeringId: number): Promise<number> {
  const [pool] = await tx
    .select({ capacity: seatPools.capacity })
    .from(seatPools)
    .where(eq(seatPools.offeringId, offeringId));
  return pool?.capacity ?? 0;
}

function fieldsOf(subjectCode: string, terms: OfferingTerms): SettingFields {
  const fields: Record<string, SettingValue> = {
    opensAt: isoInstant(terms.opensAt),
    closesAt: isoInstant(terms.closesAt),
    feeFen: terms.feeFen,
    examStartsAt: isoInstant(terms.examStartsAt),
    examEndsAt: isoInstant(terms.examEndsAt),
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`${subjectCode}/${field}`, value]),
  );
}
