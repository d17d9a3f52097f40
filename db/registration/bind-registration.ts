import { and, eq, isNull } from 'drizzle-orm';
import { nextReminderAt } from '../../domain/registration/reminders.ts';
import { stageOf, type Registration } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { shownDigest } from '../roll/roll-digest.ts';
import { candidates, passports, registrations } from '../schema/index.ts';

/**
 * Binds a candidate to the passport in `state` and takes the snapshot of the roll entry, unless the roll has changed
 * since the candidate confirmed it, or somebody else was faster.
 */
export async function bindRegistration(
  tx: Transaction,
  registrationId: string,
  state: Registration,
  rollDigest: string,
  at: Date,
): Promise<'bound' | 'rollChanged' | 'passportClosed' | 'versionMoved'> {
  const [candidate] = await tx
    .select()
    .from(candidates)
    .where(eq(candidates.id, registrationId))
    .for('share');
  if (!candidate || shownDigest(candidate) !== rollDigest) return 'rollChanged';
  // The lock keeps a passport that is giving way to another at this moment from ending up both bound and closed.
  const [passport] = await tx
    .select({ id: passports.id })
    .from(passports)
    .where(and(eq(passports.id, state.passportId ?? ''), isNull(passports.closedAt)))
    .for('share');
  if (!passport) return 'passportClosed';
  const record = {
    passportId: state.passportId,
    version: state.version,
    stage: stageOf(state),
    state,
    snapshot: candidate.personal,
    photoId: candidate.photoId,
    changedAt: at,
    nextReminderAt: nextReminderAt(state),
  };
  const bound = await tx
    .insert(registrations)
    .values({
      id: registrationId,
      examSessionId: candidate.examSessionId,
      provinceCode: candidate.provinceCode,
      schoolCode: candidate.schoolCode,
      campusCode: candidate.campusCode,
      ...record,
    })
    .onConflictDoUpdate({
      target: registrations.id,
      set: record,
      setWhere: and(isNull(registrations.passportId), eq(registrations.version, state.version - 1)),
    })
    .returning({ id: registrations.id });
  return bound.length === 1 ? 'bound' : 'versionMoved';
}
