import { eq, TransactionRollbackError } from 'drizzle-orm';
import { isToldWhenSet, openingChecklist } from '../../domain/exam-session/opening-checklist.ts';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { examSessions } from '../schema/index.ts';
import { readToOpen } from './read-to-open.ts';

/**
 * Finds what the opening checklist would say of a change that it does not say already: of an open exam session everything, of a
 * draft what contradicts itself, as a note. The change is tried and taken back, so that one list of rules holds before an exam
 * session opens and after.
 */
export async function findNewFindings(
  tx: Transaction,
  { owner, scope }: { owner: string; scope: Scope },
  write: (trial: Transaction) => Promise<void>,
  at: Instant,
): Promise<SettingFlaw[]> {
  const [session] = await tx
    .select({ state: examSessions.state })
    .from(examSessions)
    .where(eq(examSessions.id, owner));
  if (!session || session.state === 'closed') return [];
  const { state } = session;
  // One that is closed by the change is held to what was said of it while it was open.
  const check = async (reader: Transaction) =>
    openingChecklist({ ...(await readToOpen(reader, owner, scope)), state: 'open' }, at);
  const known = new Set((await check(tx)).map(keyOf));
  let found: SettingFlaw[] = [];
  try {
    await tx.transaction(async (trial) => {
      await write(trial);
      found = await check(trial);
      trial.rollback();
    });
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error;
  }
  return found
    .filter((flaw) => !known.has(keyOf(flaw)) && isToldWhenSet(flaw, state, scope))
    .map((flaw) => (state === 'draft' ? { ...flaw, isNote: true } : flaw));
}

function keyOf({ code, at, against }: SettingFlaw): string {
  return [code, at, against].join(' ');
}
