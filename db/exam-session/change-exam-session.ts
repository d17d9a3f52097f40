import { eq } from 'drizzle-orm';
import type { ExamSession, ExamSessionState } from '../../domain/exam-session/season.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { ExamSessionSettings } from '../../domain/exam-session/settings.ts';
import { examsAhead, windowsStillOpen } from '../../domain/exam-session/closing-checks.ts';
import { openingChecklist } from '../../domain/exam-session/opening-checklist.ts';
import type { FieldChange, SettingFields } from '../../domain/field-changes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { examSessions } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { namesakeFlaws, newNames } from './namesakes.ts';
import { readImpact } from './read-impact.ts';
import { readToOpen } from './read-to-open.ts';

/** Reads an exam session, whatever its state; null for an unknown id. */
export async function readExamSession(db: Reader, id: string): Promise<ExamSession | null> {
  const [row] = await db.select().from(examSessions).where(eq(examSessions.id, id));
  return row ?? null;
}

/** Changes the names and rules of an exam session that there is; a rule that is left out stays as it is. */
export async function changeExamSession(
  { db, vault }: { db: Database; vault: Vault },
  { id, ...wanted }: { id: string; nameZh?: string; nameEn?: string } & Partial<ExamSessionSettings>,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const form = {
    owner: id,
    scope: '*',
    action: 'examSessionSet',
    read: async (tx: Transaction) => fieldsOf(await lockExamSession(tx, id)),
    wanted,
    flaws: (tx: Transaction, changes: FieldChange[]) =>
      namesakeFlaws(tx, 'examSession', { code: id, names: newNames(changes, wanted) }),
    impact: (tx: Transaction) => readImpact(tx, vault, { examSessionId: id, scope: '*' }),
    write: async (tx: Transaction) => {
      const { settings, nameZh, nameEn } = await lockExamSession(tx, id);
      const { nameZh: zh = nameZh, nameEn: en = nameEn, ...rules } = wanted;
      await tx
        .update(examSessions)
        .set({ nameZh: zh, nameEn: en, settings: { ...settings, ...rules } })
        .where(eq(examSessions.id, id));
    },
  } as const;
  return changeSetting(db, form, request);
}

interface Move {
  id: string;
  to: Exclude<ExamSessionState, 'draft'>;
}

/** Opens a draft, or a closed exam session anew, if nothing is missing; closes one whose windows have all ended. */
export async function moveExamSession(
  { db, vault }: { db: Database; vault: Vault },
  { id, to }: Move,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const form = {
    owner: id,
    scope: '*',
    action: to === 'open' ? 'examSessionOpened' : 'examSessionClosed',
    read: async (tx: Transaction) => ({ state: (await lockExamSession(tx, id)).state }),
    wanted: { state: to },
    flaws: (tx: Transaction) => flawsOfMove(tx, id, to, request.at),
    impact: (tx: Transaction) => readImpact(tx, vault, { examSessionId: id, scope: '*' }),
    write: async (tx: Transaction) => {
      await tx.update(examSessions).set({ state: to }).where(eq(examSessions.id, id));
    },
  } as const;
  return changeSetting(db, form, request);
}

async function flawsOfMove(
  tx: Transaction,
  id: string,
  to: ExamSessionState,
  now: Instant,
): Promise<SettingFlaw[]> {
  const session = await readToOpen(tx, id, '*');
  if (to === 'open') return openingChecklist(session, now);
  const { state } = await lockExamSession(tx, id);
  return [
    ...(state === 'draft' ? [{ code: 'SESSION_NEVER_OPENED' as const, at: '*' }] : []),
    ...windowsStillOpen(session.windows, now),
    ...examsAhead(session.offerings, now),
  ];
}

/** Finds what keeps something from being done that is done to drafts alone, which nobody has registered in yet. */
export async function flawsOfDraft(tx: Transaction, id: string): Promise<SettingFlaw[]> {
  const { state } = await lockExamSession(tx, id);
  return state === 'draft' ? [] : [{ code: 'SESSION_NOT_DRAFT', at: '*' }];
}

/** @throws Error when there is no such exam session */
async function lockExamSession(tx: Transaction, id: string): Promise<ExamSession> {
  const [row] = await tx.select().from(examSessions).where(eq(examSessions.id, id)).for('no key update');
  if (!row) throw new Error(`no exam session ${id}`);
  return row;
}

function fieldsOf({ nameZh, nameEn, settings }: ExamSession): SettingFields {
  return { nameZh, nameEn, ...settings };
}
