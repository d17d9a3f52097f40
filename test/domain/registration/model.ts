import assert from 'node:assert/strict';
import type {
  Command,
  Occurrence,
  Payment,
  ReinstatementFacts,
} from '../../../domain/registration/commands.ts';
import { mayClose, nextWakeUp } from '../../../domain/registration/deadlines.ts';
import { decideOccurrence } from '../../../domain/registration/decide/index.ts';
import { gatewayWork } from '../../../domain/registration/gateway-work.ts';
import {
  heldEntries,
  isEntrySettling,
  liveEntries,
  type Order,
  writtenOf,
} from '../../../domain/registration/state.ts';
import {
  cancel,
  HOLD_MINUTES,
  join,
  leave,
  chooseTranscripts,
  openOrder,
  paymentOf,
  refresh,
  row,
  save,
  select,
  setQuickPrint,
  withdraw,
} from './commands.ts';
import type { Step } from './generators.ts';
import { Walk } from './walk.ts';

type Outcome = 'seat' | 'refund' | 'mismatch';

/**
 * A registration beside what the world around it knows: which seats it was given, and which money the gateway took. The
 * gateway takes money once for every order ever opened, even long after the order was closed.
 */
export class Model {
  readonly walk = new Walk();
  readonly #opened: Order[] = [];
  readonly #payments: Payment[] = [];
  readonly #occurred: Occurrence[] = [];
  readonly #outcomes = new Map<string, Outcome[]>();
  readonly #refunded = new Set<string>();
  readonly #closedAtGateway = new Set<string>();
  #seats = { held: 0, paid: 0 };
  #named = 0;

  /** Takes one step and checks what must hold after each. */
  take(step: Step): void {
    const { walk } = this;
    switch (step.do) {
      case 'save':
        return this.#ask(save({ passportId: `passport-${step.passport}` }));
      case 'select':
        return this.#ask(
          select(
            step.rows.map(({ subject, campus, open }) =>
              row(subject, {
                campus,
                entryId: this.#name('entry'),
                ineligible: open ? null : 'SCORE_REQUIRED',
              }),
            ),
            { oralNeedsWrittenPaid: step.oralNeedsWrittenPaid },
          ),
        );
      case 'cancel':
        return this.#ask(
          cancel(at(walk.live, step.entry)?.id ?? 'unknown', { keepsLastWritten: step.keepsLastWritten }),
        );
      case 'transcripts':
        return this.#ask(chooseTranscripts([{ level: step.level, choice: 'paper' }]));
      case 'join':
        return this.#ask(
          join(
            row(step.subject, {
              campus: step.campus,
              entryId: this.#name('wait'),
              seatAvailable: step.seatAvailable,
            }),
          ),
        );
      case 'leave':
        return this.#ask(leave(at(walk.registration.waitlist, step.wait)?.id ?? 'unknown'));
      case 'quickPrint':
        return this.#ask(setQuickPrint(step.on));
      case 'openOrder':
        return this.#ask(openOrder(this.#name('order'), step.mode, { gateway: step.gateway }));
      case 'refresh':
        return this.#ask(refresh(at(this.#opened, step.order)?.orderNo ?? 'unknown'));
      case 'withdraw':
        return this.#ask(withdraw());
      case 'pay':
        return this.#pay(at(this.#opened, step.order), step.rightAmount);
      case 'notify': {
        const payment = at(this.#payments, step.payment);
        if (payment) this.#occur({ type: 'paymentNotified', payment }, step);
        return;
      }
      case 'answer':
        return this.#answer(step.work, step);
      case 'offer': {
        const wait = at(walk.registration.waitlist, step.wait);
        const facts = { eligible: step.eligible, holdMinutes: HOLD_MINUTES };
        if (wait) this.#occur({ type: 'seatOffered', waitlistEntryId: wait.id, facts });
        return;
      }
      case 'lapse': {
        const wait = at(walk.registration.waitlist, step.wait);
        if (wait) this.#occur({ type: 'offerLapsed', waitlistEntryId: wait.id });
        return;
      }
      case 'repeat': {
        const occurrence = at(this.#occurred, step.occurrence);
        if (occurrence) this.#occur(occurrence);
        return;
      }
      case 'pass':
        walk.pass(step.ms);
        return;
      case 'wakeUp':
        walk.now = Math.max(walk.now, nextWakeUp(walk.registration)?.at ?? walk.now);
        return this.#occur({ type: 'deadlineReached' });
    }
  }

  /** Lets every notice arrive and the gateway answer everything. */
  settle(): void {
    for (const payment of this.#payments) this.#occur({ type: 'paymentNotified', payment });
    for (let rounds = 0; gatewayWork(this.walk.registration).length > 0; rounds++) {
      assert(rounds < 20, 'the gateway is asked for ever');
      this.#answer(0);
    }
  }

  checkSettled(): void {
    for (const { orderNo } of this.#payments) {
      const outcomes = this.#outcomes.get(orderNo) ?? [];
      assert.equal(outcomes.length, 1, `the payment of ${orderNo} ends as: ${outcomes}`);
      assert.equal(this.#refunded.has(orderNo), outcomes[0] === 'refund');
    }
  }

  /** Lets time pass until nothing can change any more. */
  live(): void {
    for (let wakeUps = 0; ; wakeUps++) {
      const { registration, now } = this.walk;
      const next = nextWakeUp(registration);
      if (
        registration.passportId === null ||
        (mayClose(registration, now) && gatewayWork(registration).length === 0)
      )
        return;
      assert(wakeUps < 100, 'the registration never comes to an end');
      if (next) this.take({ do: 'wakeUp' });
      else assert(gatewayWork(registration).length > 0, 'nothing will ever happen');
      this.settle();
    }
  }

  #name(kind: string): string {
    this.#named += 1;
    return `${kind}-${this.#named}`;
  }

  #ask(command: Command): void {
    const before = this.walk.registration;
    const eventsBefore = this.walk.events.length;
    const decision = this.walk.ask(command);
    const changed = this.walk.events.length > eventsBefore;
    assert.equal(this.walk.registration.version, before.version + (changed ? 1 : 0));
    if (decision.kind === 'refused') assert.equal(this.walk.registration, before);
    this.#note(eventsBefore);
    this.#check();
  }

  #occur(
    given: Occurrence,
    reinstatement: ReinstatementFacts = { windowsOpen: true, seatsFree: true },
  ): void {
    const { walk } = this;
    const before = walk.registration;
    const eventsBefore = walk.events.length;
    let occurrence = given;
    if (walk.occur(occurrence).kind === 'needsReinstatementFacts') {
      assert.equal(walk.registration, before);
      const { windowsOpen, seatsFree } = reinstatement;
      occurrence = { ...occurrence, reinstatement: { windowsOpen, seatsFree } } as Occurrence;
      assert.equal(walk.occur(occurrence).kind, 'accepted');
    }
    assert.equal(walk.registration.version, before.version + (walk.events.length > eventsBefore ? 1 : 0));
    const again = decideOccurrence(walk.registration, occurrence, walk.now);
    assert(again.kind === 'accepted' && again.events.length === 0, `${occurrence.type} twice does it twice`);
    this.#occurred.push(given);
    this.#note(eventsBefore);
    this.#check();
    if (occurrence.type === 'deadlineReached') this.#checkNextWakeUp();
  }

  #pay(order: Order | undefined, rightAmount: boolean): void {
    if (!order || this.#payments.some(({ orderNo }) => orderNo === order.orderNo)) return;
    const amountFen = order.amountFen + (rightAmount ? 0 : 1);
    this.#payments.push(paymentOf(order, { amountFen, paidAt: this.walk.now }));
  }

  #answer(index: number, reinstatement?: ReinstatementFacts): void {
    const work = at(gatewayWork(this.walk.registration), index);
    if (!work) return;
    const { orderNo } = work;
    if (work.kind === 'refund') {
      this.#occur({ type: 'refundDone', orderNo, refundNo: work.refundNo });
      return;
    }
    const payment = this.#payments.find((one) => one.orderNo === orderNo) ?? null;
    if (work.close) this.#closedAtGateway.add(orderNo);
    this.#occur({ type: 'orderChecked', orderNo, payment, closed: work.close }, reinstatement);
  }

  /** Keeps account of what the events did. */
  #note(from: number): void {
    for (const event of this.walk.events.slice(from)) {
      switch (event.type) {
        case 'entryTaken':
        case 'entryReinstated':
        case 'waitlistPromoted':
          this.#seats.held += 1;
          break;
        case 'entryReleased':
          this.#seats.held -= 1;
          break;
        case 'orderOpened':
          this.#opened.push(event.order);
          break;
        case 'orderPaid':
          this.#seats.held -= event.entryIds.length;
          this.#seats.paid += event.entryIds.length;
          this.#come(event.orderNo, 'seat');
          break;
        case 'refundRequested':
          this.#come(event.orderNo, 'refund');
          break;
        case 'refunded':
          this.#refunded.add(event.orderNo);
          break;
        case 'amountMismatched':
          this.#come(event.orderNo, 'mismatch');
          break;
        case 'orderClosed':
          assert(
            this.#closedAtGateway.has(event.orderNo) ||
              this.#payments.some((one) => one.orderNo === event.orderNo),
            `${event.orderNo} is closed without the gateway's word`,
          );
          break;
        default:
      }
    }
  }

  #come(orderNo: string, outcome: Outcome): void {
    const outcomes = [...(this.#outcomes.get(orderNo) ?? []), outcome];
    this.#outcomes.set(orderNo, outcomes);
    assert.equal(outcomes.length, 1, `the payment of ${orderNo} ends as: ${outcomes}`);
  }

  #check(): void {
    this.#checkEntries();
    this.#checkWaits();
    this.#checkOrders();
    this.#checkMoments();
  }

  #checkEntries(): void {
    const { registration } = this.walk;
    const live = liveEntries(registration);
    const held = heldEntries(registration);
    const taken = live.map((entry) => `${entry.level} ${entry.mode}`);
    assert.equal(new Set(taken).size, taken.length, `more than one of a level and mode: ${taken}`);
    for (const oral of live.filter((entry) => entry.mode === 'oral')) {
      assert(
        writtenOf(registration, oral) !== undefined || isEntrySettling(registration, oral.id),
        'an oral without its written',
      );
    }
    assert.deepEqual({ held: held.length, paid: live.length - held.length }, this.#seats, 'seats by events');
    for (const entry of registration.entries) assert(entry.deadlineAt <= registration.managementEndsAt);
    if (registration.passportId === null) {
      assert.equal(live.length, 0);
      assert.equal(registration.withdrawing, false);
    }
  }

  #checkWaits(): void {
    const { registration } = this.walk;
    const { waitlist } = registration;
    const waiting = waitlist.map((wait) => `${wait.level} ${wait.mode}`);
    assert.equal(
      new Set(waiting).size,
      waiting.length,
      `more than one place of a level and mode: ${waiting}`,
    );
    for (const wait of waitlist) {
      assert(
        !liveEntries(registration).some((entry) => entry.level === wait.level && entry.mode === wait.mode),
        'waits for what it has',
      );
      assert(
        wait.mode === 'written' || writtenOf(registration, wait),
        'waits for an oral without its written',
      );
    }
    if (registration.passportId === null) assert.equal(waitlist.length, 0);
  }

  #checkOrders(): void {
    const { orders, entries } = this.walk.registration;
    const open = orders.filter((order) => order.state === 'open');
    assert.equal(new Set(open.map((order) => order.mode)).size, open.length, 'two open orders of one mode');
    for (const order of open) {
      for (const id of order.entryIds) {
        const entry = entries.find((candidate) => candidate.id === id);
        // An entry paid through another order is allowed while this one is being closed.
        assert(
          entry?.state === 'held' || (entry?.state === 'paid' && order.settlement),
          'a seat left its order',
        );
        assert(order.expiresAt <= entry.deadlineAt, 'an order outlives a deadline in it');
      }
    }
    const pending = orders.filter((order) => order.settlement || order.state === 'refunding');
    assert.deepEqual(
      gatewayWork(this.walk.registration).map(({ orderNo }) => orderNo),
      pending.map(({ orderNo }) => orderNo),
    );
  }

  #checkMoments(): void {
    const { registration } = this.walk;
    const next = nextWakeUp(registration);
    if (registration.passportId === null) assert.equal(next, null);
    else assert(next || gatewayWork(registration).length > 0, 'nothing will ever happen');
    for (const entry of heldEntries(registration)) {
      if (!isEntrySettling(registration, entry.id))
        assert(next && next.at <= entry.deadlineAt, 'a deadline is missed');
    }
  }

  /** Checks that a moment that has come does not come again while only the gateway can change anything. */
  #checkNextWakeUp(): void {
    const { registration, now } = this.walk;
    const next = nextWakeUp(registration);
    if (next && next.at <= now) assert(mayClose(registration, now), `${next.why} comes again and again`);
  }
}

function at<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}
