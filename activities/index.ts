import { noteStrangeWorkflow } from '../db/record-security.ts';
import { readOffer } from '../db/registration/read-offer.ts';
import { presentSeasons } from '../db/exam-session/season-in-transaction.ts';
import { readRegistration, readState } from '../db/registration/read-registration.ts';
import { readPlaceState } from '../db/seats/read-place-state.ts';
import type { PresentEnds } from '../domain/registration/commands.ts';
import type { Registration } from '../domain/registration/state.ts';
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
import { alive } from './batches/alive.ts';
import { stepBatch } from './batches/step-batch.ts';
import { BATCH_WORKS } from './batch-works.ts';
import { checkOrder, refundOrder } from './payment/gateway-calls.ts';
import { recordLatePayment, recordRefunded } from './payment/late-payment.ts';
import { readPresentEnds } from './registration/present-ends.ts';
import { readPromotionFacts } from './registration/promotion.ts';
import { readReinstatementFacts } from './registration/reinstatement.ts';
import { sendReminders } from './registration/send-reminders.ts';
import { TIMER } from '../domain/actor.ts';

/** A registration as recorded, with the ends that count for it now. */
interface Standing {
  state: Registration;
  ends: PresentEnds;
}

/** The activities that workflows may call: each is one transaction, or one call to an outside party. */
export function createActivities(deps: ActivityDependencies) {
  const seasonOf = presentSeasons(deps.seasons);
  return {
    applyDecision: (input: ApplyInput) => applyDecision(deps, input),
    readReinstatementFacts: (input: Parameters<typeof readReinstatementFacts>[2]) =>
      readReinstatementFacts(deps.db, seasonOf, input),
    /** Reads the record's state; null when there is none. */
    readRecord: (registrationId: string) => readState(deps.db, registrationId),
    /** Reads the record's state with the ends that count for it now; null when there is none. */
    readStanding: async (registrationId: string): Promise<Standing | null> => {
      const record = await readRegistration(deps.db, registrationId);
      return record && { state: record.state, ends: await readPresentEnds(deps.db, seasonOf, record) };
    },
    /** Reads where a place in a queue stands; a signal to it says only that it may have moved. */
    readPlaceState: (waitlistEntryId: string) => readPlaceState(deps.db, waitlistEntryId),
    readPromotionFacts: (waitlistEntryId: string) => readPromotionFacts(deps.db, seasonOf, waitlistEntryId),
    /** Gives an offered seat to the next in the queue, because its registration did not take it. */
    passOfferOn: async ({ waitlistEntryId, at }: { waitlistEntryId: string; at: number }): Promise<void> => {
      const record = (await readOffer(deps.db, waitlistEntryId))?.registration ?? null;
      if (!record) return;
      const cause = { type: 'offerLapsed', waitlistEntryId } as const;
      const decision = decideOccurrence(record.state, cause, at);
      if (decision.kind !== 'accepted') return;
      const { state, examSessionId, id: registrationId } = record;
      const result = await applyDecision(deps, {
        registrationId,
        examSessionId,
        state,
        events: decision.events,
        actor: TIMER,
        at,
        cause,
      });
      if (result.kind !== 'applied') throw new Error('the registration changed meanwhile: look again');
    },
    checkOrder: (input: Parameters<typeof checkOrder>[1]) => checkOrder(deps, input),
    refundOrder: (input: Parameters<typeof refundOrder>[1]) => refundOrder(deps, input),
    compareWithBill: (input: ReconcileInput) => compareWithBill(deps, input),
    sendReminders: (input: Parameters<typeof sendReminders>[1]) => sendReminders(deps.db, input),
    recordLatePayment: (input: Parameters<typeof recordLatePayment>[1]) => recordLatePayment(deps, input),
    applyReview: (input: ApplyReviewInput) => applyReview(deps, input),
    readReviewStanding: (reviewId: string) => readReviewStanding(deps.db, reviewId),
    expireReview: (input: Parameters<typeof expireReview>[1]) => expireReview(deps, input),
    /** Does the next step of a batch, and tells whose turn it is then. */
    stepBatch: ({ batchId }: { batchId: string }) => stepBatch(deps, BATCH_WORKS, batchId, alive),
    noteStrangeWorkflow: () => noteStrangeWorkflow(deps),
    recordRefunded: (input: Parameters<typeof recordRefunded>[1]) => recordRefunded(deps.db, input),
  };
}

export type Activities = ReturnType<typeof createActivities>;
