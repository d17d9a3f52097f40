import { allHandlersFinished, ApplicationFailure, condition, workflowInfo } from '@temporalio/workflow';
import type { Inbox, InboxItem } from './inbox.ts';
import type { RunLimits } from './messages.ts';
import { refusal } from './refusal.ts';

const LIMITS: RunLimits = { historyEvents: 1_000, updates: 500 };

/** The state of an entity and the steps that change it. */
interface Machine<Command, Occurrence, Answer> {
  /** True once nothing can change any more. */
  readonly isOver: boolean;
  /** @throws ApplicationFailure whose type is a DomainErrorCode */
  handle(command: Command): Promise<Answer>;
  /** Works on something that has happened, however long that takes. */
  occur(occurrence: Occurrence): Promise<void>;
  /** Takes over what the record knows. */
  catchUp(): Promise<unknown>;
}

interface Entity<Command, Occurrence, Answer> {
  inbox: Inbox<Command, Occurrence, Answer>;
  machine: Machine<Command, Occurrence, Answer>;
  limits: RunLimits | undefined;
  /** Brings the timer, and what runs beside the loop, in line with the state. */
  attend(): void;
  /** Notes that an occurrence has been worked on. */
  occurred?(occurrence: Occurrence): void;
  /** Tells whether nothing is left of which the end of the run would lose track. */
  mayEnd(): boolean;
  /** Tells whether a new run could take everything over. */
  mayGoOn(): boolean;
  /** Goes on in a new run. */
  goOn(): Promise<never>;
}

/**
 * Runs an entity until nothing can change any more: the loop takes messages one at a time, works on each, and brings the
 * rest in line. The order of these steps is in every history: a change of it needs a patch.
 */
export async function runEntity<Command, Occurrence, Answer>(
  entity: Entity<Command, Occurrence, Answer>,
): Promise<void> {
  const { inbox, machine, limits = LIMITS } = entity;
  let updates = 0;
  const isFinished = () => inbox.begun && machine.isOver && allHandlersFinished() && entity.mayEnd();
  const isLong = () => updates >= limits.updates || workflowInfo().historyLength >= limits.historyEvents;
  const isToGoOn = () => isLong() && allHandlersFinished() && entity.mayGoOn();

  for (;;) {
    entity.attend();
    await condition(() => inbox.length > 0 || isFinished() || isToGoOn());
    if (isFinished()) return;
    if (isToGoOn()) await entity.goOn();
    const item = inbox.take();
    if (!item) continue;
    if (item.kind === 'command') updates += 1;
    await workOn(item, entity);
    inbox.done();
  }
}

async function workOn<Command, Occurrence, Answer>(
  item: InboxItem<Command, Occurrence, Answer>,
  { machine, occurred }: Entity<Command, Occurrence, Answer>,
): Promise<void> {
  switch (item.kind) {
    case 'command':
      try {
        item.answer.resolve(await machine.handle(item.command));
      } catch (error) {
        item.answer.reject(error instanceof ApplicationFailure ? error : refusal('UNDECODABLE'));
      }
      return;
    case 'occurrence':
      await machine.occur(item.occurrence);
      occurred?.(item.occurrence);
      return;
    case 'catchUp':
      await machine.catchUp();
  }
}
