import { and, eq } from 'drizzle-orm';
import { dueMoment } from '../../domain/registration/deadlines.ts';
import { nextReminderAt } from '../../domain/registration/reminders.ts';
import { stageOf, type Registration } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { registrations } from '../schema/index.ts';

/** Writes the whole state over the version it was decided on. @returns false when that version has moved on */
export async function writeRegistration(
  tx: Transaction,
  registrationId: string,
  state: Registration,
  at: Instant,
): Promise<boolean> {
  const written = await tx
    .update(registrations)
    .set({
      passportId: state.passportId,
      version: state.version,
      stage: stageOf(state),
      state,
      changedAt: at,
      nextReminderAt: nextReminderAt(state),
      dueAt: dueMoment(state, at),
      ...(state.passportId === null ? { snapshot: null, photoId: null } : {}),
    })
    .where(and(eq(registrations.id, registrationId), eq(registrations.version, state.version - 1)))
    .returning({ id: registrations.id });
  return written.length === 1;
}
