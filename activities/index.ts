import { eq } from 'drizzle-orm';
import { registrations } from '../db/schema/index.ts';
import type { Registration } from '../domain/registration/state.ts';
import { applyDecision, type ApplyInput } from './apply-decision.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { checkOrder, refundOrder } from './gateway-calls.ts';
import { recordLatePayment, recordRefunded } from './late-payment.ts';
import { readReinstatementFacts } from './reinstatement.ts';

/** Everything workflows may have done: each one transaction, or one call to an outside party. */
export function createActivities(deps: ActivityDependencies) {
  return {
    applyDecision: (input: ApplyInput) => applyDecision(deps.db, input),
    readReinstatementFacts: (input: Parameters<typeof readReinstatementFacts>[1]) =>
      readReinstatementFacts(deps.db, input),
    /** The record's state, or null when there is none. */
    readRecord: async (registrationId: string): Promise<Registration | null> => {
      const [record] = await deps.db
        .select({ state: registrations.state })
        .from(registrations)
        .where(eq(registrations.id, registrationId));
      return record?.state ?? null;
    },
    checkOrder: (input: Parameters<typeof checkOrder>[1]) => checkOrder(deps, input),
    refundOrder: (input: Parameters<typeof refundOrder>[1]) => refundOrder(deps, input),
    recordLatePayment: (input: Parameters<typeof recordLatePayment>[1]) => recordLatePayment(deps.db, input),
    recordRefunded: (input: Parameters<typeof recordRefunded>[1]) => recordRefunded(deps.db, input),
  };
}

export type Activities = ReturnType<typeof createActivities>;
