import { listRegistrationsOf } from '../../db/registration/read-registration.ts';
import { paymentStateOf } from '../../domain/registration/payment-state.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { ApiDependencies } from '../context.ts';

const MODES: Mode[] = ['written', 'oral'];

/** Summarises each registration of a passport: its progress, and the amount unpaid, in fen. */
export async function registrationSummaries(db: ApiDependencies['db'], passportId: string) {
  const registrations = await listRegistrationsOf(db, passportId);
  return registrations.map(({ examSessionId, stage, state }) => ({
    examSessionId,
    stage,
    unpaidFen: MODES.reduce((sum, mode) => sum + paymentStateOf(state, mode).unpaidFen, 0),
  }));
}
