import type { Database } from '../../db/connect.ts';
import { listRegistrationsOf } from '../../db/registration/read-registration.ts';
import { paymentStateOf } from '../../domain/registration/payment-state.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { RegistrationSummary } from '../passport/schemas.ts';

const MODES: Mode[] = ['written', 'oral'];

/** Summarises each registration of a passport: its progress, and the amount unpaid, in fen. */
export async function registrationSummaries(
  db: Database,
  passportId: string,
): Promise<RegistrationSummary[]> {
  const registrations = await listRegistrationsOf(db, passportId);
  return registrations.map(({ examSessionId, stage, state }) => ({
    examSessionId,
    stage,
    unpaidFen: MODES.reduce((sum, mode) => sum + paymentStateOf(state, mode).unpaidFen, 0),
  }));
}
