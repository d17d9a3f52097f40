import { Trigger } from '@temporalio/workflow';
import { noteDropped } from './dropped.ts';

/** An item of work for the loop. */
export type InboxItem<Command, Occurrence, Answer> =
  | { kind: 'command'; command: Command; answer: Trigger<Answer> }
  | { kind: 'occurrence'; occurrence: Occurrence }
  | { kind: 'catchUp' };

type Kind = InboxItem<unknown, unknown, unknown>['kind'];

interface InboxOptions {
  /** True when the run goes on from another one, and so may end without any message. */
  begun: boolean;
  /** The kinds in the order in which they are taken; left out, items are taken as they came. */
  order?: Kind[];
}

/** The queue between handlers and the loop: handlers only add, the loop takes one item at a time. */
export class Inbox<Command, Occurrence, Answer> {
  readonly #items: InboxItem<Command, Occurrence, Answer>[] = [];
  readonly #order: Kind[];
  #inHand = 0;
  #begun: boolean;

  constructor({ begun, order = [] }: InboxOptions) {
    this.#begun = begun;
    this.#order = order;
  }

  /** The number of items waiting. */
  get length(): number {
    return this.#items.length;
  }

  /** The number of items waiting or being worked on. */
  get load(): number {
    return this.#items.length + this.#inHand;
  }

  /** Tells whether anything has come yet: a run that has only just started is not over. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Tells whether an item of the kind is waiting. */
  has(kind: Kind): boolean {
    return this.#items.some((item) => item.kind === kind);
  }

  /** Adds a command; resolves when the loop has answered. */
  ask(command: Command): PromiseLike<Answer> {
    const answer = new Trigger<Answer>();
    this.#add({ kind: 'command', command, answer });
    return answer;
  }

  tell(occurrence: Occurrence): void {
    this.#add({ kind: 'occurrence', occurrence });
  }

  catchUp(): void {
    this.#add({ kind: 'catchUp' });
  }

  /** Drops something unreadable; a run that begins with it ends with it. */
  drop(what: string): void {
    this.#begun = true;
    noteDropped(what);
  }

  /** Takes the next item in hand, until `done`. */
  take(): InboxItem<Command, Occurrence, Answer> | undefined {
    const item = this.#items.shift();
    if (!item) return undefined;
    this.#begun = true;
    this.#inHand = 1;
    return item;
  }

  done(): void {
    this.#inHand = 0;
  }

  /** Takes out the occurrences still waiting, to be carried into the next run. */
  drainOccurrences(): Occurrence[] {
    return this.#items.splice(0).flatMap((item) => (item.kind === 'occurrence' ? [item.occurrence] : []));
  }

  #add(item: InboxItem<Command, Occurrence, Answer>): void {
    const rank = this.#order.indexOf(item.kind);
    const before = this.#items.findLastIndex(({ kind }) => this.#order.indexOf(kind) <= rank);
    this.#items.splice(before + 1, 0, item);
  }
}
