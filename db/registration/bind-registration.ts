import { and, eq, isNull } from 'drizzle-orm';
import { dueMoment } from '../../domain/registration/deadlines.ts';
import { nextReminderAt } from '../../domain/registration/reminders.ts';
import { stageOf, type Registration } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { openRollRow, sealSnapshot } from '../roll/sealed-roll.ts';
import type { Vault } from '../vault.ts';
import type { RollEntry } from './lock-registration.ts';
import { registrations } from '../schema/index.ts';

/**
 * Binds a candidate to the passport in `state`, and takes over from the roll entry its place, its photo and a snapshot,
 * unless somebody else was faster. The passport must be locked, the roll entry kept as it is.
 * @returns false when another has it by now
 */
export async function bindRegistration(
  tx: Transaction,
  vault: Vault,
  candidate: RollEntry,
  state: Registration,
  at: Instant,
): Promise<boolean> {
  const record = {
    // The roll may have moved since an earlier registration of this entry.
    provinceCode: candidate.provinceCode,
    schoolCode: candidate.schoolCode,
    campusCode: candidate.campusCode,
    passportId: state.passportId,
    version: state.version,
    stage: stageOf(state),
    state,
    snapshot: sealSnapshot(vault, candidate.id, openRollRow(vault, candidate)),
    photoId: candidate.photoId,
    changedAt: at,
    nextReminderAt: nextReminderAt(state),
    dueAt: dueMoment(state, at),
  };
  const bound = await tx
    .insert(registrations)
    .values({
      id: candidate.id,
      examSessionId: candidate.examSessionId,
      ...record,
    })
    .onConflictDoUpdate({
      target: registrations.id,
      set: record,
      setWhere: and(isNull(registrations.passportId), eq(registrations.version, state.version - 1)),
    })
    .returning({ id: registrations.id });
  return bound.length === 1;
}
