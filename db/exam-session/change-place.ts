import { eq, inArray } from 'drizzle-orm';
import type { CampusSettings, SchoolSettings } from '../../domain/exam-session/campus.ts';
import { placeAround, type PlaceKind } from '../../domain/exam-session/place-codes.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { FieldChange, SettingFields } from '../../domain/field-changes.ts';
import { provinceCodeOf, schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { campuses, provinces, schools, subjects } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import {
  changeSetting,
  type SettingForm,
  type SettingOutcome,
  type SettingRequest,
} from './change-setting.ts';
import { namesakeFlaws, newNames } from './namesakes.ts';
import { readImpact } from './read-impact.ts';
import { SHARED } from './settings-versions.ts';

export interface PlaceNames {
  nameZh: string;
  nameEn: string;
}

/** What a form says of a place; what it leaves out stays as it is. */
export type PlaceChange =
  | ({ kind: 'province'; code: string } & PlaceNames)
  | ({ kind: 'school'; code: string } & Partial<PlaceNames & SchoolSettings>)
  | ({ kind: 'campus'; code: string } & PlaceNames & CampusSettings);

/** Adds a place, or changes what is set for it. The code has the length of its kind. */
export async function changePlace(
  { db, vault }: { db: Database; vault: Vault },
  change: PlaceChange,
  request: SettingRequest,
): Promise<SettingOutcome> {
  return changeSetting(db, formOf(vault, change), request);
}

function formOf(vault: Vault, change: PlaceChange): SettingForm {
  const { kind, code } = change;
  const scope = code as Scope;
  return {
    owner: SHARED,
    scope,
    action: 'placeSet',
    actionIfNew: 'placeAdded',
    read: (tx) => readPlaceFields(tx, kind, code),
    wanted: wantedFields(change),
    flaws: async (tx, changes) => [
      ...(await flawsOf(tx, change)),
      ...(await namesakesOf(tx, change, changes)),
    ],
    // What a place is called touches nobody; where its candidates may sit does.
    impact: async (tx, changes) =>
      changes.every(({ field }) => field.startsWith('name'))
        ? { count: 0, first: [] }
        : readImpact(tx, vault, { scope }),
    write: (tx) => write(tx, change),
  };
}

/** Reads the fields of a place as its form shows them; null: there is none. */
export async function readPlaceFields(
  db: Pick<Transaction, 'select'>,
  kind: PlaceKind,
  code: string,
): Promise<SettingFields | null> {
  if (kind === 'province') {
    const [row] = await db.select().from(provinces).where(eq(provinces.code, code));
    return row ? placeFields({ ...row, settings: null }) : null;
  }
  const table = kind === 'school' ? schools : campuses;
  const [row] = await db.select().from(table).where(eq(table.code, code));
  return row ? placeFields(row) : null;
}

/** Names what is set for a place, as its form shows it. */
export function placeFields({
  settings,
  ...names
}: PlaceNames & { settings: SchoolSettings | CampusSettings | null }): SettingFields {
  if (settings === null) return namesOf(names);
  return 'writtenCampusCodes' in settings
    ? { ...namesOf(names), ...campusFields(settings) }
    : { ...namesOf(names), schoolPrintedSubjects: settings.schoolPrintedSubjects };
}

function namesOf({ nameZh, nameEn }: PlaceNames): SettingFields {
  return { nameZh, nameEn };
}

function campusFields({
  writtenCampusCodes,
  oralLetsOut = false,
  oralAdmitsOutsidersFrom: from = null,
}: CampusSettings): SettingFields {
  return {
    writtenCampusCodes: writtenCampusCodes.toSorted(),
    oralLetsOut,
    oralAdmitsOutsidersFrom: from === null ? null : isoInstant(Date.parse(from)),
  };
}

function wantedFields(change: PlaceChange): SettingFields {
  const { kind, code: _, ...wanted } = change;
  if (kind === 'campus') return { ...namesOf(change), ...campusFields(change) };
  if (kind === 'province' || change.schoolPrintedSubjects === undefined) return wanted;
  return { ...wanted, schoolPrintedSubjects: change.schoolPrintedSubjects.toSorted() };
}

async function flawsOf(tx: Transaction, change: PlaceChange): Promise<SettingFlaw[]> {
  const { kind, code } = change;
  const flaws: SettingFlaw[] = [];
  const around = placeAround(code);
  if (around !== null && !(await readPlaceFields(tx, kind === 'campus' ? 'school' : 'province', around)))
    flaws.push({ code: 'PLACE_PARENT_UNKNOWN', at: code, against: around });
  if (kind === 'school') {
    if (change.nameZh === undefined && !(await readPlaceFields(tx, kind, code)))
      flaws.push({ code: 'PLACE_UNKNOWN', at: code });
    flaws.push(...(await unknownSubjects(tx, change.schoolPrintedSubjects ?? [])));
  }
  if (kind === 'campus') flaws.push(...(await campusFlaws(tx, code, change.writtenCampusCodes)));
  return flaws;
}

/** A campus is told from others of its school alone. */
async function namesakesOf(
  tx: Transaction,
  change: PlaceChange,
  changes: FieldChange[],
): Promise<SettingFlaw[]> {
  const { kind, code } = change;
  const around = kind === 'campus' ? schoolCodeOf(code) : '';
  return namesakeFlaws(tx, kind, { code, names: newNames(changes, change), around });
}

async function unknownSubjects(tx: Transaction, codes: string[]): Promise<SettingFlaw[]> {
  if (codes.length === 0) return [];
  const known = await tx.select({ code: subjects.code }).from(subjects).where(inArray(subjects.code, codes));
  return codes
    .filter((code) => !known.some((row) => row.code === code))
    .map((code) => ({ code: 'SUBJECT_UNKNOWN', at: code }));
}

async function campusFlaws(tx: Transaction, code: string, others: string[]): Promise<SettingFlaw[]> {
  if (others.length === 0) return [];
  const known = await tx.select({ code: campuses.code }).from(campuses).where(inArray(campuses.code, others));
  return others.flatMap((other): SettingFlaw[] => {
    if (other === code) return [{ code: 'CAMPUS_ITSELF', at: other }];
    if (placeAround(other) !== placeAround(code)) return [{ code: 'CAMPUS_OF_ANOTHER_SCHOOL', at: other }];
    return known.some((row) => row.code === other) ? [] : [{ code: 'PLACE_UNKNOWN', at: other }];
  });
}

async function write(tx: Transaction, change: PlaceChange): Promise<void> {
  const { code } = change;
  if (change.kind === 'province') {
    const names = { nameZh: change.nameZh, nameEn: change.nameEn };
    await tx
      .insert(provinces)
      .values({ code, ...names })
      .onConflictDoUpdate({ target: provinces.code, set: names });
    return;
  }
  if (change.kind === 'school') {
    const [before] = await tx.select().from(schools).where(eq(schools.code, code));
    const { nameZh = before?.nameZh ?? '', nameEn = before?.nameEn ?? '' } = change;
    const printed = change.schoolPrintedSubjects?.toSorted();
    const settings = {
      ...before?.settings,
      schoolPrintedSubjects: printed ?? before?.settings.schoolPrintedSubjects ?? [],
    };
    const set = { nameZh, nameEn, settings };
    await tx
      .insert(schools)
      .values({ code, provinceCode: provinceCodeOf(code), ...set })
      .onConflictDoUpdate({ target: schools.code, set });
    return;
  }
  const { nameZh, nameEn, oralLetsOut = false, oralAdmitsOutsidersFrom = null } = change;
  const writtenCampusCodes = change.writtenCampusCodes.toSorted();
  const set = { nameZh, nameEn, settings: { writtenCampusCodes, oralLetsOut, oralAdmitsOutsidersFrom } };
  await tx
    .insert(campuses)
    .values({ code, schoolCode: schoolCodeOf(code), ...set })
    .onConflictDoUpdate({ target: campuses.code, set });
}
