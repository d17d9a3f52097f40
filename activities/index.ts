import { readOffer } from '../db/registration/read-offer.ts';
import { readState } from '../db/registration/read-registration.ts';
import { decideOccurrence } from '../domain/registration/decide/index.ts';
import { applyDecision, type ApplyInput } from './registration/apply-decision.ts';
import {
  applyReview,
  type ApplyReviewInput,
  expireReview,
  readReviewStanding,
} from './review/apply-review.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { compareWithBill, type ReconcileInput } from './payment/compare-with-bill.ts';
import { checkOrder, refundOrder } from './payment/gateway-calls.ts';
import { recordLatePayment, recordRefunded } from './payment/late-payment.ts';
import { readPromotionFacts } from './registration/promotion.ts';
import { readReinstatementFacts } from './registration/reinstatement.ts';
import { sendReminders } from './registration/send-reminders.ts';
import { TIMER } from '../domain/actor.ts';

/** The activities that workflows may call: each is one transaction, or one call to an outside party. */
export function createActivities(deps: ActivityDependencies) {
  return {
    applyDecision: (input: ApplyInput) => applyDecision(deps.db, input),
    readReinstatementFacts: (input: Parameters<typeof readReinstatementFacts>[1]) =>
      readReinstatementFacts(deps.db, input),
    /** Reads the record's state; null when there is none. */
    readRecord: (registrationId: string) => readState(deps.db, registrationId),
    readPromotionFacts: (waitlistEntryId: string) => readPromotionFacts(deps.db, waitlistEntryId),
    /** Gives an offered seat to the next in the queue, because its registration did not take it. */
    passOfferOn: async ({ waitlistEntryId, at }: { waitlistEntryId: string; at: number }): Promise<void> => {
      const record = (await readOffer(deps.db, waitlistEntryId))?.registration ?? null;
      if (!record) return;
      const decision = decideOccurrence(record.state, { type: 'offerLapsed', waitlistEntryId }, at);
      if (decision.kind !== 'accepted') return;
      const { state, examSessionId, id: registrationId } = record;
      const result = await applyDecision(deps.db, {
        registrationId,
        examSessionId,
        state,
        events: decision.events,
        actor: TIMER,
        at,
      });
      if (result.kind !== 'applied') throw new Error('the registration changed meanwhile: look again');
    },
    checkOrder: (input: Parameters<typeof checkOrder>[1]) => checkOrder(deps, input),
    refundOrder: (input: Parameters<typeof refundOrder>[1]) => refundOrder(deps, input),
    compareWithBill: (input: ReconcileInput) => compareWithBill(deps, input),
    sendReminders: (input: Parameters<typeof sendReminders>[1]) => sendReminders(deps.db, input),
    recordLatePayment: (input: Parameters<typeof recordLatePayment>[1]) => recordLatePayment(deps.db, input),
    applyReview: (input: ApplyReviewInput) => applyReview(deps.db, input),
    readReviewStanding: (reviewId: string) => readReviewStanding(deps.db, reviewId),
    expireReview: (input: Parameters<typeof expireReview>[1]) => expireReview(deps.db, input),
    recordRefunded: (input: Parameters<typeof recordRefunded>[1]) => recordRefunded(deps.db, input),
  };
}

export type Activities = ReturnType<typeof createActivities>;
