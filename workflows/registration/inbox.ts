import { Trigger } from '@temporalio/workflow';
import type { Command, Occurrence } from '../../domain/registration/commands.ts';
import type { UpdateAnswer } from './messages.ts';

/** An item of work for the loop. */
export type InboxItem =
  | { kind: 'command'; command: Command; answer: Trigger<UpdateAnswer> }
  | { kind: 'occurrence'; occurrence: Occurrence }
  | { kind: 'catchUp' };

/** The queue between handlers and the loop: handlers only add, the loop takes one item at a time. */
export class Inbox {
  readonly #items: InboxItem[] = [];

  get length(): number {
    return this.#items.length;
  }

  /** Adds a command; resolves when the loop has answered. */
  ask(command: Command): PromiseLike<UpdateAnswer> {
    const answer = new Trigger<UpdateAnswer>();
    this.#items.push({ kind: 'command', command, answer });
    return answer;
  }

  tell(occurrence: Occurrence): void {
    this.#items.push({ kind: 'occurrence', occurrence });
  }

  catchUp(): void {
    this.#items.push({ kind: 'catchUp' });
  }

  take(): InboxItem | undefined {
    return this.#items.shift();
  }

  /** Takes out the occurrences still waiting, to be carried into the next run. */
  drainOccurrences(): Occurrence[] {
    return this.#items.splice(0).flatMap((item) => (item.kind === 'occurrence' ? [item.occurrence] : []));
  }
}
