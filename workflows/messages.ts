import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  CancelEntryCommand,
  ChooseTranscriptsCommand,
  Command,
  OpenOrderCommand,
  Payment,
  RefreshOrderCommand,
  SaveCommand,
  SelectSubjectsCommand,
  SetQuickPrintCommand,
  WithdrawCommand,
} from '../domain/registration/commands.ts';
import type { AcceptedCode } from '../domain/registration/decide/decision.ts';
import type { WakeUp } from '../domain/registration/deadlines.ts';
import type { Occurrence } from '../domain/registration/commands.ts';
import type { Registration } from '../domain/registration/state.ts';

export const REGISTRATION_WORKFLOW = 'registration';
export const LATE_PAYMENT_WORKFLOW = 'latePayment';

export function registrationWorkflowId(examSessionId: string, registrationId: string): string {
  return `registration/${examSessionId}/${registrationId}`;
}

export function latePaymentWorkflowId(orderNo: string): string {
  return `late-payment/${orderNo}`;
}

export interface RegistrationInput {
  registrationId: string;
  examSessionId: string;
  /** Carried over by continue-as-new; otherwise the workflow starts empty and catches up with its record. */
  carried?: { state: Registration; occurrences: Occurrence[]; stageUpserts: number };
}

export interface LatePaymentInput {
  payment: Payment;
}

/** The API composes the view from the committed record: a view in the history would double its size. */
export interface UpdateAnswer {
  version: number;
  code: AcceptedCode;
}

// Updates: the candidate waits for the answer.
export const saveUpdate = defineUpdate<UpdateAnswer, [SaveCommand]>('save');
export const selectSubjectsUpdate = defineUpdate<UpdateAnswer, [SelectSubjectsCommand]>('selectSubjects');
export const cancelEntryUpdate = defineUpdate<UpdateAnswer, [CancelEntryCommand]>('cancelEntry');
export const chooseTranscriptsUpdate = defineUpdate<UpdateAnswer, [ChooseTranscriptsCommand]>(
  'chooseTranscripts',
);
export const setQuickPrintUpdate = defineUpdate<UpdateAnswer, [SetQuickPrintCommand]>('setQuickPrint');
export const openOrderUpdate = defineUpdate<UpdateAnswer, [OpenOrderCommand]>('openOrder');
export const refreshOrderUpdate = defineUpdate<UpdateAnswer, [RefreshOrderCommand]>('refreshOrder');
export const withdrawUpdate = defineUpdate<UpdateAnswer, [WithdrawCommand]>('withdraw');

/** Every command has an update of its own name. */
export const COMMAND_UPDATES = {
  save: saveUpdate,
  selectSubjects: selectSubjectsUpdate,
  cancelEntry: cancelEntryUpdate,
  chooseTranscripts: chooseTranscriptsUpdate,
  setQuickPrint: setQuickPrintUpdate,
  openOrder: openOrderUpdate,
  refreshOrder: refreshOrderUpdate,
  withdraw: withdrawUpdate,
} as const satisfies Record<Command['type'], unknown>;

// Signals: these facts have happened already, and nobody waits.
/** A gateway took money. */
export const paymentNotifiedSignal = defineSignal<[Payment]>('paymentNotified');
/** An update was committed and not answered: the record may know more than the workflow. */
export const rowAheadSignal = defineSignal<[]>('rowAhead');

/** The workflow's own picture of itself, for staff and for the check that record and workflow agree. */
export interface RegistrationView {
  state: Registration;
  wakeUp: WakeUp | null;
  /** Messages waiting behind the one at work. */
  queueLength: number;
  /** Orders the gateway is being asked about. */
  gatewayWork: string[];
}

export const registrationViewQuery = defineQuery<RegistrationView>('registrationView');
