import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  log,
  setDefaultSignalHandler,
  setDefaultUpdateHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import { nextWakeUp } from '../../domain/registration/deadlines.ts';
import type { Command } from '../../domain/registration/commands.ts';
import { GatewayDesk } from './gateway-desk.ts';
import { Inbox, type InboxItem } from './inbox.ts';
import {
  COMMAND_UPDATES,
  passportReboundSignal,
  paymentNotifiedSignal,
  type RegistrationInput,
  type RunLimits,
  registrationViewQuery,
  rowAheadSignal,
  seatOfferedSignal,
  type UpdateAnswer,
} from './messages.ts';
import { isCommand, isPayment, isSeatOffer } from './read-command.ts';
import { WaitlistDesk } from './waitlist-desk.ts';
import { RegistrationMachine } from './registration-machine.ts';
import { WakeUpTimer } from './wake-up-timer.ts';

const LIMITS: RunLimits = { historyEvents: 1_000, updates: 500 };
/** The queue length from which updates are turned away: a candidate sends one at a time. */
const MAX_QUEUE_LENGTH = 100;

/**
 * Runs one candidate's registration in one exam session, from the first save until nothing can change any more.
 * Handlers queue; one loop takes messages one at a time, decides, commits, and moves the only timer.
 */
export async function registration(input: RegistrationInput): Promise<void> {
  const inbox = new Inbox();
  const machine = new RegistrationMachine(input);
  const timer = new WakeUpTimer(() => inbox.tell({ type: 'deadlineReached' }));
  const desk = new GatewayDesk((occurrence) => inbox.tell(occurrence));
  const waits = new WaitlistDesk(input);
  let updates = 0;
  /** Messages taken and not decided yet: one or none. */
  let inHand = 0;
  let started = input.carried !== undefined;
  /** Logs something unreadable; a run that begins with it ends with it. */
  const dropped = (what: string) => {
    started = true;
    log.warn(`dropped ${what}`);
  };

  for (const [type, definition] of commandUpdates()) {
    const handle = async (command: Command) => {
      if (isCommand(command, type)) return inbox.ask(command);
      dropped(`an unreadable ${type}`);
      throw refused('UNDECODABLE');
    };
    setHandler(definition, handle, {
      validator: (_command) => {
        if (inbox.length >= MAX_QUEUE_LENGTH) throw refused('UNAVAILABLE');
      },
    });
  }
  setHandler(paymentNotifiedSignal, (payment) => {
    if (isPayment(payment)) inbox.tell({ type: 'paymentNotified', payment });
    else dropped('an unreadable payment');
  });
  setHandler(seatOfferedSignal, (offer) => {
    if (isSeatOffer(offer)) inbox.tell({ type: 'seatOffered', ...offer });
    else dropped('an unreadable offer');
  });
  for (const signal of [passportReboundSignal, rowAheadSignal]) setHandler(signal, () => inbox.catchUp());
  setHandler(registrationViewQuery, () => ({
    state: machine.state,
    wakeUp: timer.wakeUp,
    queueLength: inbox.length + inHand,
    gatewayWork: desk.atWork,
  }));
  setDefaultSignalHandler((name) => dropped(`a signal of the unknown name ${name}`));
  setDefaultUpdateHandler((name) => {
    dropped(`an update of the unknown name ${name}`);
    throw refused('UNDECODABLE');
  });

  for (const occurrence of input.carried?.occurrences ?? []) inbox.tell(occurrence);
  // Signals that the record is ahead are not carried over: looking once does the same.
  if (input.carried) inbox.catchUp();

  const isIdle = () => inbox.length === 0 && allHandlersFinished();
  const isFinished = () => started && isIdle() && machine.isOver && desk.atWork.length === 0 && !waits.isBusy;
  const limits = input.limits ?? LIMITS;
  const isLong = () => updates >= limits.updates || workflowInfo().historyLength >= limits.historyEvents;

  for (;;) {
    desk.attend(machine.state);
    waits.attend(machine.state);
    timer.set(nextWakeUp(machine.state));
    await condition(
      () => inbox.length > 0 || isFinished() || (isLong() && allHandlersFinished() && !waits.isBusy),
    );
    if (isFinished()) return;
    if (isLong() && allHandlersFinished() && !waits.isBusy) {
      const occurrences = inbox.drainOccurrences();
      await continueAsNew<typeof registration>({
        ...input,
        carried: { state: machine.state, occurrences, stageUpserts: machine.stageUpserts },
      });
    }
    const item = inbox.take();
    if (!item) continue;
    started = true;
    if (item.kind === 'command') updates += 1;
    inHand = 1;
    await workOn(item, machine, desk);
    inHand = 0;
  }
}

function commandUpdates() {
  return Object.entries(COMMAND_UPDATES) as unknown as [
    Command['type'],
    UpdateDefinition<UpdateAnswer, [Command]>,
  ][];
}

async function workOn(item: InboxItem, machine: RegistrationMachine, desk: GatewayDesk): Promise<void> {
  switch (item.kind) {
    case 'command':
      try {
        item.answer.resolve(await machine.handle(item.command));
      } catch (error) {
        item.answer.reject(error instanceof ApplicationFailure ? error : refused('UNDECODABLE'));
      }
      return;
    case 'occurrence':
      await machine.occur(item.occurrence);
      desk.answered(item.occurrence);
      return;
    case 'catchUp':
      await machine.catchUp();
  }
}

function refused(code: 'UNDECODABLE' | 'UNAVAILABLE'): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message: code, nonRetryable: true });
}
