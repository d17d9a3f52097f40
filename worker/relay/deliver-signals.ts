import type { SignalDefinition } from '@temporalio/client';
import { type passportReboundSignal, rowAheadSignal } from '../../workflows/entity/messages.ts';
import { type NoticeRow, registrationOfOrder } from '../../db/payment/claim-notices.ts';
import { tellOfPayment } from '../../db/payment/store-notice.ts';
import { recordSecurity } from '../../db/record-security.ts';
import { isProvenRow } from '../../db/registration/payment-proof.ts';
import { gatewayActor } from '../../domain/actor.ts';
import { readProgress } from '../../db/payment/read-progress.ts';
import { readOffer } from '../../db/registration/read-offer.ts';
import { readRegistration, type RegistrationRecord } from '../../db/registration/read-registration.ts';
import type { Payment } from '../../domain/registration/commands.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import { startOwn } from '../../gateways/temporal/start-own.ts';
import { endStranger, type Found } from '../../gateways/temporal/strangers.ts';
import { tellWorkflow } from '../../gateways/temporal/tell-workflow.ts';
import type { EntityStart } from '../../workflows/entity/messages.ts';
import {
  LATE_PAYMENT_WORKFLOW,
  type LatePaymentInput,
  latePaymentWorkflowId,
} from '../../workflows/payment/messages.ts';
import {
  type endsMovedSignal,
  offerMadeSignal,
  paymentNotifiedSignal,
  registrationStart,
  WAITLIST_ENTRY_WORKFLOW,
  type WaitlistEntryInput,
  waitlistEntryWorkflowId,
} from '../../workflows/registration/messages.ts';
import type { RelayDependencies } from './dependencies.ts';

type SignalDependencies = Pick<
  RelayDependencies,
  'db' | 'client' | 'taskQueue' | 'clock' | 'log' | 'publicUrl'
>;
type MoneyDependencies = SignalDependencies & Pick<RelayDependencies, 'vault' | 'gateways'>;

/** The most minutes between two looks whether a payment has been dealt with; the first look is after one. */
const MOST_MINUTES_BETWEEN_LOOKS = 15;

/**
 * Tells a registration that money arrived; money for one that is over goes to a workflow of its own. That it was told
 * means nothing: its run may be ended with the signal in hand, or somebody else's. The books count, and they are asked
 * only when it comes again: mostly the money has been taken by then. Of a row without a proof, its gateway is asked.
 * @returns when to look whether the money was taken, or has gone back; undefined when nothing is left to do
 */
export async function deliverNotice(
  deps: MoneyDependencies,
  notice: NoticeRow,
): Promise<Instant | undefined> {
  const { orderNo, gateway, tradeNo, amountFen, paidAt } = notice;
  const payment: Payment = { orderNo, gateway, tradeNo, amountFen, paidAt };
  const isFirst = notice.attempts <= 1;
  let progress = isFirst ? 'none' : await readProgress(deps.db, payment);
  if (progress === 'done') return undefined;
  if (!isProvenRow(deps.vault, notice)) return askOfUnproven(deps, payment);
  const record = await registrationOfOrder(deps.db, orderNo);
  if (record && isAlive(record, orderNo, deps.clock.now())) {
    if (progress === 'inHand') return undefined;
    if (!isFirst) await lookAtRun(deps, record);
    await signalRegistration(deps, record, paymentNotifiedSignal, [payment]);
  } else {
    if (isFirst) progress = await readProgress(deps.db, payment);
    if (progress === 'done') return undefined;
    await startLatePayment(deps, payment);
  }
  return deps.clock.now() + MINUTE_MS * Math.min(notice.attempts, MOST_MINUTES_BETWEEN_LOOKS);
}

/**
 * Asks the gateway about a payment that nothing proves: from before there were proofs, under a key that is gone, or written
 * into the database by somebody. What the gateway says is written over it, and comes by itself.
 * @returns when to look again; undefined where the gateway knows nothing of it
 */
async function askOfUnproven(
  { db, vault, clock, log, gateways }: MoneyDependencies,
  payment: Payment,
): Promise<Instant | undefined> {
  const { orderNo, gateway } = payment;
  const trade = await gateways[gateway].queryTrade(orderNo);
  const now = clock.now();
  if (trade.status === 'paid' && trade.tradeNo === payment.tradeNo) {
    const { tradeNo, amountFen, paidAt } = trade;
    await tellOfPayment(db, vault, 'asked', { orderNo, gateway, tradeNo, amountFen, paidAt }, now);
    return now;
  }
  log.warn({ gateway, orderNo }, 'a payment that nothing proves is not known to its gateway');
  const refused = { event: 'noticeRefused', actor: gatewayActor(gateway), account: '', address: '' } as const;
  const seen = { count: 1, firstAt: now, lastAt: now };
  await recordSecurity(db, [{ ...refused, route: '', reason: 'unproven', ...seen }]);
  return undefined;
}

/** Starts the workflow of a late payment, unless it is at work. It makes one refund, however often it is started. */
async function startLatePayment(deps: SignalDependencies, payment: Payment): Promise<void> {
  const input: LatePaymentInput = { payment };
  await startOwn(deps, {
    workflow: LATE_PAYMENT_WORKFLOW,
    workflowId: latePaymentWorkflowId(payment),
    taskQueue: deps.taskQueue,
    args: [input],
    staticSummary: 'money for a registration that is over',
  });
}

/** A time longer than a place's workflow waits for its registration to answer. */
const OFFER_ANSWERED_WITHIN_MS = 15 * MINUTE_MS;

/**
 * Tells a place in a queue that the database has offered it a seat; its workflow starts anew when it is gone. Whether
 * what runs there is ours is looked at when the offer comes again, unanswered.
 * @returns when to look whether the seat was taken or passed on; undefined when it was
 */
export async function deliverOffer(
  deps: SignalDependencies,
  waitlistEntryId: string,
  attempts: number,
): Promise<Instant | undefined> {
  const offer = await readOffer(deps.db, waitlistEntryId);
  if (!offer) return undefined;
  const { place, registration: record } = offer;
  await restartIfGone(deps, record);
  const input: WaitlistEntryInput = {
    waitlistEntryId,
    registrationId: record.id,
    examSessionId: record.examSessionId,
    endsAt: place.endsAt,
  };
  const workflowId = waitlistEntryWorkflowId(waitlistEntryId);
  const own = { workflow: WAITLIST_ENTRY_WORKFLOW, workflowId };
  if (attempts > 1) await endStranger(deps, { ...own, taskQueue: deps.taskQueue });
  await tellWorkflow(deps, { ...own, input, staticSummary: 'a place in a queue' }, offerMadeSignal, []);
  // A workflow terminated with the offer in hand would never answer, and the seat would lie idle.
  return deps.clock.now() + OFFER_ANSWERED_WITHIN_MS;
}

/** Signals without data: what they tell of is read where it counts. */
type RecordMoved = typeof endsMovedSignal | typeof passportReboundSignal | typeof rowAheadSignal;

/** Lets a workflow catch up with its record, starting it again when it is gone. Nobody looks after it: it is looked at now. */
export async function deliverRecordMoved(
  deps: SignalDependencies,
  registrationId: string,
  signal: RecordMoved,
): Promise<void> {
  const record = await readRegistration(deps.db, registrationId);
  if (!record) return;
  await lookAtRun(deps, record);
  await signalRegistration(deps, record, signal, []);
}

function isAlive(record: RegistrationRecord, orderNo: string, now: Instant): boolean {
  const { passportId, orders, closesAt } = record.state;
  return passportId !== null && now < closesAt && orders.some((order) => order.orderNo === orderNo);
}

/** Starts a terminated registration workflow again, so that nobody's turn is lost: a child cannot start its parent. */
async function restartIfGone(deps: SignalDependencies, record: RegistrationRecord): Promise<void> {
  if ((await lookAtRun(deps, record)) !== 'ours') await signalRegistration(deps, record, rowAheadSignal, []);
}

/** Looks whether what runs for a registration is ours, and ends it otherwise. */
async function lookAtRun(deps: SignalDependencies, record: RegistrationRecord): Promise<Found> {
  return endStranger(deps, { ...startOf(deps, record), taskQueue: deps.taskQueue });
}

/** Signals by workflow id, never by run id; a workflow that is gone starts again from its row. */
async function signalRegistration<Args extends unknown[]>(
  deps: SignalDependencies,
  record: RegistrationRecord,
  signal: SignalDefinition<Args>,
  signalArgs: Args,
): Promise<void> {
  await tellWorkflow(deps, startOf(deps, record), signal, signalArgs);
}

function startOf({ publicUrl }: SignalDependencies, record: RegistrationRecord): EntityStart {
  return registrationStart({ ...record, registrationId: record.id }, publicUrl);
}
