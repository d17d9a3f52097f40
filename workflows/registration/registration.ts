import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { passportReboundSignal, rowAheadSignal } from '../entity/messages.ts';
import type { Command, Occurrence } from '../../domain/registration/commands.ts';
import { nextWakeUp, type WakeUp } from '../../domain/registration/deadlines.ts';
import { Inbox } from '../entity/inbox.ts';
import { dropOthers, receiveSignal, receiveUpdates } from '../entity/receive.ts';
import { runEntity } from '../entity/run-entity.ts';
import { Timer } from '../entity/timer.ts';
import { GatewayDesk } from './gateway-desk.ts';
import {
  COMMAND_UPDATES,
  endsMovedSignal,
  paymentNotifiedSignal,
  type RegistrationInput,
  registrationOfWorkflow,
  registrationViewQuery,
  seatOfferedSignal,
  type UpdateAnswer,
} from './messages.ts';
import { isCommand, isPayment, isRegistrationInput, isSeatOffer } from './read-command.ts';
import { RegistrationMachine } from './registration-machine.ts';
import { WaitlistDesk } from './waitlist-desk.ts';

const SUMMARIES: Record<WakeUp['why'], string> = {
  entryDeadline: 'an unpaid seat is released',
  registrationEnds: 'the registration without entries is deleted',
  waitlistEnds: 'places in queues end: a seat could no longer be paid',
  close: 'nothing can change any more: the workflow closes',
};

/**
 * Runs one candidate's registration in one exam session, from the first save until nothing can change any more. What is
 * its own: two desks, at which gateways are asked and places in queues are kept while the loop goes on.
 */
export async function registration(given: RegistrationInput): Promise<void> {
  const isOurs = isRegistrationInput(given);
  // A start that is not ours says nothing; what registration it is about is in the workflow's id.
  const input = isOurs ? given : registrationOfWorkflow(workflowInfo().workflowId);
  const { carried, limits }: Partial<RegistrationInput> = input;
  const inbox = new Inbox<Command, Occurrence, UpdateAnswer>({ begun: carried !== undefined });
  const machine = new RegistrationMachine(input);
  const timer = new Timer(SUMMARIES, () => inbox.tell({ type: 'deadlineReached' }));
  const desk = new GatewayDesk((occurrence) => inbox.tell(occurrence));
  const waits = new WaitlistDesk(input);

  receiveUpdates(inbox, COMMAND_UPDATES, isCommand);
  receiveSignal(inbox, paymentNotifiedSignal, isPayment, (payment) =>
    inbox.tell({ type: 'paymentNotified', payment }),
  );
  receiveSignal(inbox, seatOfferedSignal, isSeatOffer, (offer) =>
    inbox.tell({ type: 'seatOffered', ...offer }),
  );
  setHandler(endsMovedSignal, () => inbox.tell({ type: 'endsMoved' }));
  for (const signal of [passportReboundSignal, rowAheadSignal]) setHandler(signal, () => inbox.catchUp());
  setHandler(registrationViewQuery, () => ({
    state: machine.state,
    wakeUp: timer.wakeUp,
    queueLength: inbox.load,
    gatewayWork: desk.atWork,
  }));
  dropOthers(inbox);
  if (!isOurs) inbox.drop('start');

  for (const occurrence of carried?.occurrences ?? []) inbox.tell(occurrence);
  // Signals that the record is ahead are not carried over: looking once does the same.
  if (carried) inbox.catchUp();

  await runEntity({
    inbox,
    machine,
    limits,
    attend() {
      desk.attend(machine.state);
      waits.attend(machine.state);
      timer.set(nextWakeUp(machine.state));
    },
    occurred: (occurrence) => desk.answered(occurrence),
    mayEnd: () => inbox.length === 0 && desk.atWork.length === 0 && !waits.isBusy,
    mayGoOn: () => !waits.isBusy,
    goOn() {
      const occurrences = inbox.drainOccurrences();
      const { state, stageUpserts, indexedStage } = machine;
      return continueAsNew<typeof registration>({
        ...input,
        followsStage: true,
        carried: { state, occurrences, stageUpserts, indexedStage },
      });
    },
  });
}
