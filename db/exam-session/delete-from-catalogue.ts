import { and, eq, sql } from 'drizzle-orm';
import type { AgreementText } from '../../domain/exam-session/agreement-texts.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { Database, Transaction } from '../connect.ts';
import { agreementTexts, offerings, schools, subjects } from '../schema/index.ts';
import { agreementTextFields, readAgreementText } from './change-agreement-text.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { subjectFields } from './change-subject.ts';
import { SHARED } from './settings-versions.ts';

const gone = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(fields).map((field) => [field, null]));

/** Deletes a subject that was made by mistake: no campus has ever offered it, and no school prints its tickets. */
export async function deleteSubject(
  db: Database,
  code: string,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const [row] = await db.select().from(subjects).where(eq(subjects.code, code));
  const form = {
    owner: SHARED,
    scope: '*',
    action: 'subjectDeleted',
    read: async (tx: Transaction) => {
      const [present] = await tx.select().from(subjects).where(eq(subjects.code, code));
      return present ? subjectFields(code, present) : {};
    },
    wanted: row ? gone(subjectFields(code, row)) : {},
    flaws: async (tx: Transaction): Promise<SettingFlaw[]> => {
      const [offered, printed] = await Promise.all([
        tx.$count(offerings, eq(offerings.subjectCode, code)),
        tx.$count(schools, sql`${schools.settings} -> 'schoolPrintedSubjects' ? ${code}`),
      ]);
      return offered + printed > 0 ? [{ code: 'SUBJECT_USED', at: code }] : [];
    },
    write: async (tx: Transaction) => {
      await tx.delete(subjects).where(eq(subjects.code, code));
    },
  } as const;
  return changeSetting(db, form, request);
}

/** Deletes a version of a text that is not in force yet: nobody was shown it. */
export async function deleteAgreementText(
  db: Database,
  { kind, version }: Pick<AgreementText, 'kind' | 'version'>,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const row = await readAgreementText(db, { kind, version });
  const form = {
    owner: SHARED,
    scope: '*',
    action: 'agreementTextDeleted',
    read: async (tx: Transaction) => {
      const present = await readAgreementText(tx, { kind, version });
      return present ? agreementTextFields(present) : {};
    },
    wanted: row ? gone(agreementTextFields(row)) : {},
    flaws: async (tx: Transaction): Promise<SettingFlaw[]> => {
      const present = await readAgreementText(tx, { kind, version });
      return present && present.publishedAt <= request.at
        ? [{ code: 'TEXT_PUBLISHED', at: `${kind}/${version}` }]
        : [];
    },
    write: async (tx: Transaction) => {
      await tx
        .delete(agreementTexts)
        .where(and(eq(agreementTexts.kind, kind), eq(agreementTexts.version, version)));
    },
  } as const;
  return changeSetting(db, form, request);
}
