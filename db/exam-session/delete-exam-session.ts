import { eq } from 'drizzle-orm';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import type { Database, Transaction } from '../connect.ts';
import {
  batches,
  campusEnds,
  candidates,
  endsSweeps,
  examSessions,
  lateLists,
  offerings,
  registrations,
  reviews,
  windows,
} from '../schema/index.ts';
import { violatedCheck } from '../unique-violation.ts';
import { flawsOfDraft, readExamSession } from './change-exam-session.ts';
import { countUses, type UsesOf } from './count-uses.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';

/** What only an exam session has that somebody works with. */
function usesOf(id: string): UsesOf {
  return {
    rolls: { table: candidates, where: eq(candidates.examSessionId, id) },
    batches: { table: batches, where: eq(batches.examSessionId, id) },
    registrations: { table: registrations, where: eq(registrations.examSessionId, id) },
    reviews: { table: reviews, where: eq(reviews.examSessionId, id) },
    lateLists: { table: lateLists, where: eq(lateLists.examSessionId, id) },
  };
}

/**
 * Deletes a draft that was never opened and that nobody has worked with; its code is free again. The versions of what was set
 * stay, so that nothing that is set under the code later has a version that was seen before.
 */
export async function deleteExamSession(
  db: Database,
  id: string,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const form = {
    owner: id,
    scope: '*',
    action: 'examSessionDeleted',
    read: async (tx: Transaction): Promise<SettingFields> => {
      const session = await readExamSession(tx, id);
      return session ? { state: session.state, nameZh: session.nameZh, nameEn: session.nameEn } : {};
    },
    wanted: { state: null, nameZh: null, nameEn: null },
    flaws: async (tx: Transaction) => [...(await flawsOfDraft(tx, id)), ...(await flawsOfUse(tx, id))],
    write: (tx: Transaction) => deleteAll(tx, id),
  } as const;
  try {
    return await changeSetting(db, form, request);
  } catch (error) {
    if (violatedCheck(error) !== 'offerings_unused') throw error;
    return { kind: 'refused', flaws: [{ code: 'SESSION_SEATS_CHANGED', at: '*' }] };
  }
}

async function flawsOfUse(tx: Transaction, id: string): Promise<SettingFlaw[]> {
  const uses = await countUses(tx, usesOf(id));
  return Object.keys(uses).length > 0 ? [{ code: 'SESSION_IN_USE', at: '*', uses }] : [];
}

async function deleteAll(tx: Transaction, id: string): Promise<void> {
  for (const table of [offerings, windows, campusEnds, endsSweeps])
    await tx.delete(table).where(eq(table.examSessionId, id));
  await tx.delete(examSessions).where(eq(examSessions.id, id));
}
