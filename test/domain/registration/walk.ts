import type { Command, Occurrence, Payment } from '../../../domain/registration/commands.ts';
import type {
  Accepted,
  Decision,
  NeedsReinstatementFacts,
} from '../../../domain/registration/decide/decision.ts';
import { decide, decideOccurrence } from '../../../domain/registration/decide/index.ts';
import { nextWakeUp } from '../../../domain/registration/deadlines.ts';
import type { RegistrationEvent } from '../../../domain/registration/events.ts';
import { evolve } from '../../../domain/registration/evolve.ts';
import { gatewayWork } from '../../../domain/registration/gateway-work.ts';
import {
  EMPTY_REGISTRATION,
  type Entry,
  liveEntries,
  type Order,
  type Registration,
} from '../../../domain/registration/state.ts';
import { chooseTranscripts, openOrder, paymentOf, save, select, START } from './commands.ts';

/** One registration walking through commands and occurrences, as its workflow would take it. */
export class Walk {
  registration: Registration = frozen(EMPTY_REGISTRATION);
  now = START;
  readonly events: RegistrationEvent[] = [];

  /** Gives a command; an accepted one takes effect. */
  ask(command: Command): Decision {
    const decision = decide(this.registration, command, this.now);
    if (decision.kind === 'accepted') this.#take(decision.events);
    return decision;
  }

  /** Lets something happen that nobody asked for. */
  occur(occurrence: Occurrence): Accepted | NeedsReinstatementFacts {
    const decision = decideOccurrence(this.registration, occurrence, this.now);
    if (decision.kind === 'accepted') this.#take(decision.events);
    return decision;
  }

  pass(ms: number): this {
    this.now += ms;
    return this;
  }

  /** Goes to the next moment at which something happens by itself, and lets it happen. */
  wakeUp(): Accepted | NeedsReinstatementFacts {
    const next = nextWakeUp(this.registration);
    if (!next) throw new Error('nothing is going to happen by itself');
    this.now = Math.max(this.now, next.at);
    return this.occur({ type: 'deadlineReached' });
  }

  /** Answers as the gateway would every question asked of it, in turn: unpaid unless a payment is given. */
  gatewayAnswers(payments: Payment[] = []): void {
    for (const work of gatewayWork(this.registration)) {
      const { orderNo } = work;
      if (work.kind === 'refund') this.occur({ type: 'refundDone', orderNo, refundNo: work.refundNo });
      else {
        const payment = payments.find((one) => one.orderNo === orderNo) ?? null;
        this.occur({ type: 'orderChecked', orderNo, payment, closed: work.close });
      }
    }
  }

  pay(orderNo: string, given: Partial<Payment> = {}): Accepted | NeedsReinstatementFacts {
    return this.occur({ type: 'paymentNotified', payment: paymentOf(this.order(orderNo), given) });
  }

  order(orderNo: string): Order {
    const order = this.registration.orders.find((candidate) => candidate.orderNo === orderNo);
    if (!order) throw new Error(`no order ${orderNo}`);
    return order;
  }

  get live(): Entry[] {
    return liveEntries(this.registration);
  }

  /** The states of the live entries by subject code. */
  get seats(): Record<string, Entry['state']> {
    return Object.fromEntries(this.live.map((entry) => [entry.subject, entry.state]));
  }

  #take(events: RegistrationEvent[]): void {
    if (events.length === 0) return;
    this.events.push(...events);
    this.registration = frozen(evolve(this.registration, events));
  }
}

export function saved(): Walk {
  const walk = new Walk();
  walk.ask(save());
  return walk;
}

/** Makes a registration that holds seats for these subjects. */
export function holding(...subjects: string[]): Walk {
  const walk = saved();
  walk.ask(select(subjects));
  return walk;
}

/** Makes a registration with an open order for everything of the written mode. */
export function ordered(orderNo: string, ...subjects: string[]): Walk {
  const walk = holding(...subjects);
  walk.ask(chooseTranscripts(walk.live.map(({ level }) => ({ level, choice: 'electronic' }))));
  walk.ask(openOrder(orderNo));
  return walk;
}

/** Freezes a value deeply, so that rules, which are pure, fail when they change what they are given. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
