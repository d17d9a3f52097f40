import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { type NoticeRow, registrationOfOrder } from '../../db/payment/claim-notices.ts';
import { readOffer } from '../../db/registration/read-offer.ts';
import { readRegistration, type RegistrationRecord } from '../../db/registration/read-registration.ts';
import type { Payment } from '../../domain/registration/commands.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { registrationStartOptions } from '../../gateways/temporal/registration-start.ts';
import {
  LATE_PAYMENT_WORKFLOW,
  type LatePaymentInput,
  latePaymentWorkflowId,
} from '../../workflows/payment/messages.ts';
import {
  offerMadeSignal,
  type passportReboundSignal,
  paymentNotifiedSignal,
  REGISTRATION_WORKFLOW,
  registrationWorkflowId,
  rowAheadSignal,
  WAITLIST_ENTRY_WORKFLOW,
  type WaitlistEntryInput,
  waitlistEntryWorkflowId,
} from '../../workflows/registration/messages.ts';
import type { RelayDependencies } from './dependencies.ts';

type SignalDependencies = Pick<RelayDependencies, 'db' | 'client' | 'taskQueue' | 'clock'>;

/** Tells a registration that money arrived; money for one that is over goes to a workflow of its own. */
export async function deliverNotice(deps: SignalDependencies, notice: NoticeRow): Promise<void> {
  const { orderNo, gateway, tradeNo, amountFen } = notice;
  const payment: Payment = { orderNo, gateway, tradeNo, amountFen, paidAt: notice.paidAt.getTime() };
  const record = await registrationOfOrder(deps.db, orderNo);
  if (record && isAlive(record, orderNo, deps.clock.now())) {
    await signalRegistration(deps, record, paymentNotifiedSignal, [payment]);
    return;
  }
  const input: LatePaymentInput = { payment };
  try {
    await deps.client.workflow.start(LATE_PAYMENT_WORKFLOW, {
      workflowId: latePaymentWorkflowId(payment),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      taskQueue: deps.taskQueue,
      args: [input],
      staticSummary: 'money for a registration that is over',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** A time longer than a place's workflow waits for its registration to answer. */
const OFFER_ANSWERED_WITHIN_MS = 15 * MINUTE_MS;

/**
 * Tells a place in a queue that the database has offered it a seat; its workflow starts anew when it is gone.
 * @returns when to look whether the seat was taken or passed on; undefined when it was
 */
export async function deliverOffer(
  deps: SignalDependencies,
  waitlistEntryId: string,
): Promise<Date | undefined> {
  const offer = await readOffer(deps.db, waitlistEntryId);
  if (!offer) return undefined;
  const { place, registration: record } = offer;
  await restartIfGone(deps, record);
  const input: WaitlistEntryInput = {
    waitlistEntryId,
    registrationId: record.id,
    examSessionId: record.examSessionId,
    endsAt: place.endsAt.getTime(),
  };
  await deps.client.workflow.signalWithStart(WAITLIST_ENTRY_WORKFLOW, {
    workflowId: waitlistEntryWorkflowId(waitlistEntryId),
    taskQueue: deps.taskQueue,
    args: [input],
    staticSummary: 'a place in a queue',
    signal: offerMadeSignal,
    signalArgs: [],
  });
  // A workflow terminated with the offer in hand would never answer, and the seat would lie idle.
  return new Date(deps.clock.now().getTime() + OFFER_ANSWERED_WITHIN_MS);
}

/** Lets a workflow catch up with its record, starting it again when it is gone. */
export async function deliverRecordMoved(
  deps: SignalDependencies,
  registrationId: string,
  signal: typeof passportReboundSignal | typeof rowAheadSignal,
): Promise<void> {
  const record = await readRegistration(deps.db, registrationId);
  if (record) await signalRegistration(deps, record, signal, []);
}

function isAlive(record: RegistrationRecord, orderNo: string, now: Date): boolean {
  const { passportId, orders, closesAt } = record.state;
  return passportId !== null && now.getTime() < closesAt && orders.some((order) => order.orderNo === orderNo);
}

/** Starts a terminated registration workflow again, so that nobody's turn is lost: a child cannot start its parent. */
async function restartIfGone(deps: SignalDependencies, record: RegistrationRecord): Promise<void> {
  try {
    const id = registrationWorkflowId(record.examSessionId, record.id);
    const { status } = await deps.client.workflow.getHandle(id).describe();
    if (status.name === 'RUNNING') return;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  await signalRegistration(deps, record, rowAheadSignal, []);
}

/** Signals by workflow id, never by run id; a workflow that is gone starts again from its row. */
async function signalRegistration(
  { client, taskQueue }: SignalDependencies,
  record: RegistrationRecord,
  signal: typeof paymentNotifiedSignal | typeof passportReboundSignal | typeof rowAheadSignal,
  signalArgs: [Payment] | [],
): Promise<void> {
  const place = { ...record, registrationId: record.id };
  await client.workflow.signalWithStart(REGISTRATION_WORKFLOW, {
    workflowId: registrationWorkflowId(record.examSessionId, record.id),
    taskQueue,
    args: [{ registrationId: record.id, examSessionId: record.examSessionId }],
    ...registrationStartOptions(place),
    signal: signal as typeof paymentNotifiedSignal,
    signalArgs: signalArgs as [Payment],
  });
}
