import { TypedSearchAttributes } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  CancelEntryCommand,
  ChooseTranscriptsCommand,
  Command,
  JoinWaitlistCommand,
  LeaveWaitlistCommand,
  OpenOrderCommand,
  Payment,
  PromotionFacts,
  RefreshOrderCommand,
  SaveCommand,
  SelectSubjectsCommand,
  SetQuickPrintCommand,
  WithdrawCommand,
  Occurrence,
} from '../../domain/registration/commands.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { WakeUp } from '../../domain/registration/deadlines.ts';
import type { Registration, Stage } from '../../domain/registration/state.ts';
import {
  type EntityStart,
  type ExamPlace,
  placeAttributes,
  type RunLimits,
  STAGE,
} from '../entity/messages.ts';

export const REGISTRATION_WORKFLOW = 'registration';
export const REMIND_UNPAID_WORKFLOW = 'remindUnpaid';
/** The schedule that reminds; its runs get the moment appended. */
export const REMINDERS_SCHEDULE_ID = 'reminders/unpaid';
/** The sweep that makes up for those of the schedule. */
export const LATE_REMINDERS_WORKFLOW_ID = `${REMINDERS_SCHEDULE_ID}/late`;
export const WAITLIST_ENTRY_WORKFLOW = 'waitlistEntry';

export function registrationWorkflowId(examSessionId: string, registrationId: string): string {
  return `registration/${examSessionId}/${registrationId}`;
}

/** Reads back what `registrationWorkflowId` wrote. */
export function registrationOfWorkflow(
  workflowId: string,
): Pick<RegistrationInput, 'examSessionId' | 'registrationId'> {
  const [, examSessionId = '', registrationId = ''] = workflowId.split('/');
  return { examSessionId, registrationId };
}

export interface RegistrationInput {
  registrationId: string;
  examSessionId: string;
  /** The limits of one run, set by tests only, so that few messages reach them; by default those of the platform. */
  limits?: RunLimits;
  /**
   * The state carried over by continue-as-new; without it, the workflow starts empty and catches up with its record.
   */
  carried?: { state: Registration; occurrences: Occurrence[]; stageUpserts: number; indexedStage?: Stage };
  /** True: the search attribute follows every change of the stage. Runs begun before it was so follow two. */
  followsStage?: boolean;
  /** The console's page about it, to which the Temporal UI leads; unset in runs from before there was one. */
  consoleUrl?: string;
}

/** A registration as its workflow is found and started. */
export interface RegistrationPlace extends ExamPlace {
  registrationId: string;
}

/**
 * Says how the workflow of a registration starts, at the first save and again from its record.
 * @param publicUrl the origin of the console
 */
export function registrationStart(place: RegistrationPlace, publicUrl: string): EntityStart {
  const { registrationId, examSessionId, campusCode } = place;
  const consoleUrl = `${publicUrl}/staff/candidates/${registrationId}`;
  const input: RegistrationInput = { registrationId, examSessionId, followsStage: true, consoleUrl };
  return {
    workflow: REGISTRATION_WORKFLOW,
    workflowId: registrationWorkflowId(examSessionId, registrationId),
    input,
    typedSearchAttributes: new TypedSearchAttributes([
      ...placeAttributes(place),
      { key: STAGE, value: 'saved' },
    ]),
    staticSummary: `${examSessionId} · (${campusCode})`,
  };
}

export function waitlistEntryWorkflowId(waitlistEntryId: string): string {
  return `waitlist/${waitlistEntryId}`;
}

export interface WaitlistEntryInput {
  waitlistEntryId: string;
  registrationId: string;
  examSessionId: string;
  /** The instant after which no seat is offered any more. */
  endsAt: number;
}

/** A seat offered to a place in a queue, with the facts on which its registration decides. */
export interface SeatOffer {
  waitlistEntryId: string;
  facts: PromotionFacts;
}

/**
 * The answer to an update. The API builds the view from the committed record: a view in the history would double its
 * size.
 */
export interface UpdateAnswer {
  version: number;
  code: AcceptedCode;
}

// Updates: the candidate waits for the answer.
export const saveUpdate = defineUpdate<UpdateAnswer, [SaveCommand]>('save');
export const selectSubjectsUpdate = defineUpdate<UpdateAnswer, [SelectSubjectsCommand]>('selectSubjects');
export const cancelEntryUpdate = defineUpdate<UpdateAnswer, [CancelEntryCommand]>('cancelEntry');
export const joinWaitlistUpdate = defineUpdate<UpdateAnswer, [JoinWaitlistCommand]>('joinWaitlist');
export const leaveWaitlistUpdate = defineUpdate<UpdateAnswer, [LeaveWaitlistCommand]>('leaveWaitlist');
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
  joinWaitlist: joinWaitlistUpdate,
  leaveWaitlist: leaveWaitlistUpdate,
  chooseTranscripts: chooseTranscriptsUpdate,
  setQuickPrint: setQuickPrintUpdate,
  openOrder: openOrderUpdate,
  refreshOrder: refreshOrderUpdate,
  withdraw: withdrawUpdate,
} as const satisfies Record<Command['type'], unknown>;

// Signals: these facts have happened already, and nobody waits.
/** Reports that a gateway took money. */
export const paymentNotifiedSignal = defineSignal<[Payment]>('paymentNotified');
/** Reports that a seat came for a place in a queue; that place's workflow has read the facts. */
export const seatOfferedSignal = defineSignal<[SeatOffer]>('seatOffered');
/** Tells a place in a queue that the database has offered it a seat. */
export const offerMadeSignal = defineSignal<[]>('offerMade');
/** Tells a place in a queue that its registration has taken the seat, or that it has ended. */
export const entryEndedSignal = defineSignal<[]>('entryEnded');
/** Reports that staff have moved an end on which its deadlines depend; the activity reads which. */
export const endsMovedSignal = defineSignal<[]>('endsMoved');

/** The workflow's own picture of itself, for staff and for the check that record and workflow agree. */
export interface RegistrationView {
  state: Registration;
  wakeUp: WakeUp | null;
  /** The number of messages that are waiting or being worked on. */
  queueLength: number;
  /** Orders that the gateway is being asked about. */
  gatewayWork: string[];
}

export const registrationViewQuery = defineQuery<RegistrationView>('registrationView');

export interface WaitlistEntryView {
  state: 'waiting' | 'offered' | 'ended';
}

export const waitlistEntryViewQuery = defineQuery<WaitlistEntryView>('waitlistEntryView');
