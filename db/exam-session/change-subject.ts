import { eq } from 'drizzle-orm';
import { subjectFlaws } from '../../domain/exam-session/catalogue-rules.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { Subject } from '../../domain/subjects.ts';
import type { Database, Transaction } from '../connect.ts';
import { offerings, subjects } from '../schema/index.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { SHARED } from './settings-versions.ts';

/** Adds a subject to the catalogue, or changes it; of one that campuses offer only the names. */
export async function changeSubject(
  db: Database,
  { code, ...wanted }: Subject,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const form = {
    owner: SHARED,
    scope: '*',
    action: 'subjectSet',
    actionIfNew: 'subjectAdded',
    read: async (tx: Transaction) => {
      const [row] = await tx.select().from(subjects).where(eq(subjects.code, code));
      return row ? subjectFields(code, row) : null;
    },
    wanted: subjectFields(code, { code, ...wanted }),
    flaws: async (tx: Transaction): Promise<SettingFlaw[]> => {
      const catalogue = await tx.select().from(subjects);
      const row = catalogue.find((subject) => subject.code === code);
      const isSame = (['language', 'level', 'mode'] as const).every(
        (field) => row?.[field] === wanted[field],
      );
      if (row && isSame) return [];
      const flaws = subjectFlaws({ code, ...wanted }, catalogue);
      if (!row) return flaws;
      const offered = await tx
        .select({ id: offerings.id })
        .from(offerings)
        .where(eq(offerings.subjectCode, code))
        .limit(1);
      return offered.length > 0 ? [{ code: 'SUBJECT_IN_USE', at: code }, ...flaws] : flaws;
    },
    write: async (tx: Transaction) => {
      await tx
        .insert(subjects)
        .values({ code, ...wanted })
        .onConflictDoUpdate({ target: subjects.code, set: wanted });
    },
  } as const;
  return changeSetting(db, form, request);
}

/** Names what is set for a subject, as the audit log shows it. */
export function subjectFields(code: string, { nameZh, nameEn, language, level, mode }: Subject) {
  const fields = { nameZh, nameEn, language, level, mode };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`subject/${code}/${field}`, value]),
  );
}
