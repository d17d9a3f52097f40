import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import { defineUpdate, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { Inbox } from './inbox.ts';
import { noteDropped } from './dropped.ts';
import { refusal } from './refusal.ts';

/** The load from which updates are turned away: a candidate sends one at a time. */
const MAX_LOAD = 100;

/** The name under which updates of unknown names arrive (`strange-names.ts`). */
export const STRANGE_UPDATE = 'strange';
const strangeUpdate = defineUpdate<never>(STRANGE_UPDATE);

/**
 * Puts the commands of updates into the inbox. Unreadable ones are refused by the validator, which leaves nothing in the
 * history: however many there are, others wait for them no longer than it takes to look at them. Those that a run begins
 * with are refused by the handler: a replayed run would not know otherwise that it had begun.
 */
export function receiveUpdates<Command extends { type: string }, Occurrence, Answer>(
  inbox: Inbox<Command, Occurrence, Answer>,
  updates: Record<Command['type'], unknown>,
  isCommand: (value: unknown, type: Command['type']) => value is Command,
): void {
  for (const [type, definition] of Object.entries(updates) as [
    Command['type'],
    UpdateDefinition<Answer, [Command]>,
  ][]) {
    const handle = async (command: Command): Promise<Answer> => {
      if (isCommand(command, type)) return inbox.ask(command);
      inbox.drop(`update:${type}`);
      throw refusal('UNDECODABLE');
    };
    setHandler(definition, handle, {
      validator: (command) => {
        if (!isCommand(command, type)) refuseOnceBegun(inbox, `update:${type}`);
        if (inbox.load >= MAX_LOAD) throw refusal('UNAVAILABLE');
      },
    });
  }
}

/** Hands on what a signal reports; an unreadable report is dropped. */
export function receiveSignal<Report>(
  inbox: Pick<Inbox<never, never, never>, 'drop'>,
  signal: SignalDefinition<[Report]>,
  isReadable: (value: unknown) => boolean,
  take: (report: Report) => void,
): void {
  setHandler(signal, (report) => {
    if (isReadable(report)) take(report);
    else inbox.drop(`signal:${signal.name}`);
  });
}

/** Drops messages of unknown names. It comes after all handlers: signals that are waiting would be dropped otherwise. */
export function dropOthers(inbox: Pick<Inbox<never, never, never>, 'begun' | 'drop'>): void {
  setDefaultSignalHandler(() => inbox.drop('signal:unknown'));
  const handle = () => {
    inbox.drop('update:unknown');
    throw refusal('UNDECODABLE');
  };
  setHandler(strangeUpdate, handle, { validator: () => refuseOnceBegun(inbox, 'update:unknown') });
}

/** Refuses an unreadable update before it is accepted, unless the run begins with it. */
function refuseOnceBegun(inbox: Pick<Inbox<never, never, never>, 'begun'>, what: string): void {
  if (!inbox.begun) return;
  noteDropped(what);
  throw refusal('UNDECODABLE');
}
