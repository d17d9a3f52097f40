import { eq, like } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { confirmAnswer } from '../../../db/commands.ts';
import { raiseRowsAhead } from '../../../db/messages/row-ahead.ts';
import { idNumberIndex as indexOfNumber } from '../../../db/person/personal-index.ts';
import {
  candidates,
  commands,
  offerings,
  orders,
  outbox,
  passports,
  paymentExceptions,
  refunds,
  registrationEvents,
  registrations,
} from '../../../db/schema/index.ts';
import type { Command } from '../../../domain/registration/commands.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import {
  cancel,
  chooseTranscripts,
  join,
  openOrder,
  paymentOf,
  row,
  save,
  select,
  START,
  withdraw,
} from '../../domain/registration/commands.ts';
import type { Person } from '../../support/factories.ts';
import { Committer } from './committer.ts';
import { heldSubjects, type Place, startFixture } from '../fixture.ts';

const fixture = await startFixture();
const { db, vault, mint, poolOf } = fixture;

type Capacities = Record<string, number>;

/** Mints a pool for each subject code, with rows that choose it. */
async function pools(place: Place, capacities: Capacities) {
  const ids = new Map<string, number>();
  for (const [code, capacity] of Object.entries(capacities)) {
    const { id } = await mint.offering(place.examSessionId, place.campus.code, code, { capacity });
    ids.set(code, id);
  }
  const idOf = (code: string) => ids.get(code) as number;
  let entries = 0;
  const choose = (...codes: string[]): Command =>
    select(
      codes.map((code) => {
        entries += 1;
        return row(code, { offeringId: idOf(code), entryId: `${place.examSessionId}-${code}-${entries}` });
      }),
    );
  return { idOf, choose };
}

const eventsOf = ({ candidate }: Committer) =>
  db.select().from(registrationEvents).where(eq(registrationEvents.registrationId, candidate.id));
const recordOf = async ({ candidate }: Committer) => {
  const [record] = await db.select().from(registrations).where(eq(registrations.id, candidate.id));
  return record;
};

describe('a decision', () => {
  it('is written whole: record, seats, events, answer, and when to tell that the record is ahead', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 2 });
    const somebody = await fixture.registered(place);
    const commandId = `command-${place.examSessionId}`;
    expect(await somebody.ask(choose('1'), commandId)).toEqual({ kind: 'applied', version: 2, code: 'OK' });

    expect(await recordOf(somebody)).toMatchObject({ version: 2, stage: 'unpaid', state: somebody.state });
    expect(await poolOf(idOf('1'))).toMatchObject({ free: 1, held: 1 });
    expect((await eventsOf(somebody)).map(({ version, event }) => [version, event.type])).toEqual([
      [1, 'saved'],
      [2, 'entryTaken'],
    ]);
    const [answer] = await db.select().from(commands).where(eq(commands.id, commandId));
    expect(answer).toMatchObject({
      subject: `registration/${somebody.candidate.id}`,
      answer: { version: 2, code: 'OK', rows: [{ subject: '1', code: 'TAKEN' }] },
      aheadDueAt: somebody.now + 30_000,
    });
  });

  it('whose answer nobody heard is told to its workflow, once; one that was answered is not', async () => {
    const place = await fixture.place();
    const { choose } = await pools(place, { '1': 2 });
    const [unheard, heard] = [await fixture.registered(place), await fixture.registered(place)];
    await unheard.ask(choose('1'), `unheard-${place.examSessionId}`);
    await heard.ask(choose('1'), `heard-${place.examSessionId}`);
    const slot = { actor: `passport/${heard.passportId}`, desk: 'any', requestHash: 'hash' } as const;
    await confirmAnswer(db, { ...slot, commandId: `heard-${place.examSessionId}` }, heard.now);
    const told = async (after: number) => {
      await raiseRowsAhead(db, unheard.now + after);
      const rows = await db.select().from(outbox).where(like(outbox.key, 'row-ahead/%'));
      return rows.filter(({ key }) =>
        [unheard, heard].some(({ candidate }) => key === `row-ahead/registration/${candidate.id}/2`),
      );
    };
    expect(await told(29_999)).toEqual([]);
    for (const after of [30_000, 90_000])
      expect(await told(after)).toMatchObject([
        { message: { kind: 'rowAhead', registrationId: unheard.candidate.id } },
      ]);
  });

  it('sent twice is done once, and answers the same', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 2 });
    const somebody = await fixture.registered(place);
    const before = somebody.state;
    await somebody.ask(choose('1'), 'once');
    const after = somebody.state;
    somebody.state = before;
    expect(await somebody.ask(choose('1'), 'once')).toEqual({ kind: 'duplicate', state: after, code: 'OK' });
    expect(somebody.state).toEqual(after);
    expect(await poolOf(idOf('1'))).toMatchObject({ held: 1 });
  });

  it('sent twice at the same moment is done once', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 2 });
    const somebody = await fixture.registered(place);
    const command = choose('1');
    const results = await Promise.all(Array.from({ length: 8 }, () => somebody.ask(command, 'at once')));
    expect(results.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'duplicate')).toHaveLength(7);
    expect(await poolOf(idOf('1'))).toMatchObject({ held: 1 });
  });

  it('taken on an old state writes nothing and brings the new one', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 2, '2': 2 });
    const somebody = await fixture.registered(place);
    const before = somebody.state;
    await somebody.ask(choose('1'));
    const after = somebody.state;
    somebody.state = before;
    expect(await somebody.ask(choose('2'))).toEqual({ kind: 'behind', state: after });
    expect(await poolOf(idOf('2'))).toMatchObject({ held: 0 });
    expect(await somebody.ask(choose('2'))).toMatchObject({ kind: 'applied', version: 3 });
  });
});

describe('seats', () => {
  it('are given row by row: what is full is answered as full', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 0, '2': 1 });
    const somebody = await fixture.registered(place);
    expect(await somebody.ask(choose('1', '2'), 'partly')).toMatchObject({
      kind: 'applied',
      code: 'PARTLY_TAKEN',
    });
    expect(heldSubjects(somebody)).toEqual(['2']);
    expect((await recordOf(somebody))?.state).toEqual(somebody.state);
    const [answer] = await db.select().from(commands).where(eq(commands.id, 'partly'));
    expect(answer?.answer.rows).toMatchObject([
      { subject: '1', code: 'POOL_FULL' },
      { subject: '2', code: 'TAKEN' },
    ]);
    expect(await poolOf(idOf('2'))).toMatchObject({ free: 0, held: 1 });
  });

  it('that are all gone leave nothing behind: POOL_FULL', async () => {
    const place = await fixture.place();
    const { choose } = await pools(place, { '1': 0 });
    const somebody = await fixture.registered(place);
    expect(await somebody.ask(choose('1'), 'all gone')).toEqual({ kind: 'refused', code: 'POOL_FULL' });
    expect((await recordOf(somebody))?.version).toBe(1);
    expect(await db.select().from(commands).where(eq(commands.id, 'all gone'))).toEqual([]);
  });

  it('of an oral are not kept when its written found none', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 0, F: 1, '2': 1 });
    const somebody = await fixture.registered(place);
    expect(await somebody.ask(choose('1', 'F', '2'), 'orphan')).toMatchObject({ code: 'PARTLY_TAKEN' });
    expect(heldSubjects(somebody)).toEqual(['2']);
    expect((await recordOf(somebody))?.state).toEqual(somebody.state);
    expect(await poolOf(idOf('F'))).toMatchObject({ free: 1, held: 0 });
    const [answer] = await db.select().from(commands).where(eq(commands.id, 'orphan'));
    expect(answer?.answer.rows?.map(({ code }) => code)).toEqual(['POOL_FULL', 'WRITTEN_FIRST', 'TAKEN']);
  });

  it('lost do not cost the place in the queue', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 0, '3': 0, '2': 1 });
    const somebody = await fixture.registered(place);
    await somebody.ask(join(row('1', { offeringId: idOf('1'), entryId: 'the wait' })));
    await somebody.ask(choose('3', '2'));
    expect(heldSubjects(somebody)).toEqual(['2']);
    expect(somebody.state.waitlist).toMatchObject([{ id: 'the wait' }]);
    expect((await recordOf(somebody))?.state).toEqual(somebody.state);
    expect(await poolOf(idOf('1'))).toMatchObject({ waiting: 1 });
  });

  describe('of a campus that opens later', () => {
    const opensAt = START + HOUR_MS;

    /**
     * Mints pools of written and oral; the oral one opens later, and `waiting` people have joined its queue already.
     */
    async function openingPools(capacity: number, waiting: number) {
      const place = await fixture.place();
      const { choose, idOf } = await pools(place, { '1': 100, F: capacity });
      await db
        .update(offerings)
        .set({ opensAt })
        .where(eq(offerings.id, idOf('F')));
      let entries = 0;
      const oral = (opens = opensAt) => {
        entries += 1;
        const window = { opensAt: opens, closesAt: START + 9 * HOUR_MS };
        return row('F', { offeringId: idOf('F'), entryId: `${place.examSessionId}-F-${entries}`, window });
      };
      for (let index = 0; index < waiting; index++) {
        const early = await fixture.registered(place);
        await early.ask(choose('1'));
        expect(await early.ask(join(oral()))).toMatchObject({ code: 'OK' });
      }
      const both = (opens?: number): Command => ({
        ...select([row('1', { offeringId: idOf('1'), entryId: `${oral().entryId}-written` }), oral(opens)]),
      });
      return { place, choose, idOf, oral, both };
    }

    it('go to those who waited, not to who chooses in that moment', async () => {
      const { place, choose, oral, idOf } = await openingPools(1, 1);
      const late = await fixture.registered(place);
      await late.ask(choose('1'));
      late.now = opensAt;
      expect(await late.ask(select([oral()]))).toEqual({ kind: 'refused', code: 'POOL_FULL' });
      expect(await poolOf(idOf('F'))).toMatchObject({ free: 1, held: 0 });
    });

    it('are moved in that moment without a deadlock', async () => {
      for (let round = 0; round < 5; round++) {
        const { place, both } = await openingPools(20, 1);
        const everybody: Committer[] = [];
        for (let index = 0; index < 10; index++) everybody.push(await fixture.registered(place));
        const [leaving, coming] = [everybody.slice(0, 5), everybody.slice(5)];
        for (const one of leaving) expect(await one.ask(both(START))).toMatchObject({ code: 'OK' });
        for (const one of coming) one.now = opensAt;
        const all = [...leaving.map((one) => one.ask(withdraw())), ...coming.map((one) => one.ask(both()))];
        expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(all.map(() => 'applied'));
      }
    });
  });

  it('of several pools are taken by many at once in any order, without a deadlock', async () => {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': 20, '2': 20, F: 20, S: 20 });
    const everybody: Committer[] = [];
    for (let index = 0; index < 20; index++) everybody.push(await fixture.registered(place));
    const ways = [
      ['1', '2', 'F', 'S'],
      ['2', '1', 'S', 'F'],
      ['2', 'S', '1', 'F'],
    ];
    const taken = everybody.map((one, index) => one.ask(choose(...(ways[index % ways.length] ?? []))));
    expect(new Set((await Promise.all(taken)).map(({ kind }) => kind))).toEqual(new Set(['applied']));
    await Promise.all(everybody.map((one) => one.ask(withdraw())));
    for (const code of ['1', '2', 'F', 'S'])
      expect(await poolOf(idOf(code))).toMatchObject({ free: 20, held: 0 });
  });
});

describe('saving', () => {
  it('is refused when the roll changed since the candidate saw it: FACTS_CHANGED', async () => {
    const somebody = await fixture.newcomer(await fixture.place());
    somebody.candidate.digest = 'another';
    expect(await somebody.ask(save())).toEqual({ kind: 'refused', code: 'FACTS_CHANGED' });
    expect(await recordOf(somebody)).toBeUndefined();
  });

  it('binds a passport once, also when two candidates are saved at the same moment', async () => {
    const place = await fixture.place();
    const person = await mint.passport();
    const elsewhere = { ...place, campus: await mint.campus() };
    const [one, other] = [
      new Committer(db, vault, await mint.candidate({ ...place, person }), person.id),
      new Committer(db, vault, await mint.candidate({ ...elsewhere, person }), person.id),
    ];
    const results = await Promise.all([one.ask(save()), other.ask(save())]);
    expect(results.map((result) => ('code' in result ? result.code : result.kind)).toSorted()).toEqual([
      'OK',
      'PASSPORT_ALREADY_BOUND',
    ]);
  });

  it('binds a candidate once: the second passport is turned away when it looks again', async () => {
    const place = await fixture.place();
    const person = await mint.passport({ verified: false });
    const first = new Committer(db, vault, await mint.candidate({ ...place, person }), person.id);
    const { name, idNumber } = person;
    const second = first.as((await mint.passport({ name, idNumber, verified: false })).id);
    const [one, other] = await Promise.allSettled([first.ask(save()), second.ask(save())]);
    expect([one.status, other.status]).toContain('fulfilled');
    const loser = (await recordOf(first))?.passportId === first.passportId ? second : first;
    // The first look may still see the state before the other's commit.
    await loser.ask(save());
    expect(await loser.ask(save())).toEqual({ kind: 'decidedAgainst', code: 'CANDIDATE_TAKEN' });
  });

  it.each(['passport', 'roll entry'] as const)('by no index that somebody copied to a %s', async (where) => {
    const place = await fixture.place();
    const victim = mint.person();
    const thief = await mint.passport({ name: victim.name });
    const candidate = await mint.candidate({ ...place, person: victim });
    const indexOf = ({ idType, idNumber }: Person) => indexOfNumber(vault, idType, idNumber);
    await (where === 'passport'
      ? db
          .update(passports)
          .set({ idType: victim.idType, idNumberIndex: indexOf(victim) })
          .where(eq(passports.id, thief.id))
      : db
          .update(candidates)
          .set({ idNumberIndex: indexOf(thief) })
          .where(eq(candidates.id, candidate.id)));
    const somebody = new Committer(db, vault, candidate, thief.id);
    expect(await somebody.ask(save())).toEqual({ kind: 'refused', code: 'FACTS_CHANGED' });
  });

  it('again after deletion takes a new snapshot under the same record', async () => {
    const somebody = await fixture.registered(await fixture.place());
    await somebody.ask(withdraw());
    expect(await recordOf(somebody)).toMatchObject({
      version: 2,
      passportId: null,
      snapshot: null,
      stage: 'none',
    });
    await somebody.ask(save());
    const record = await recordOf(somebody);
    expect(record).toMatchObject({ version: 3, passportId: somebody.passportId, stage: 'saved' });
    expect(record?.snapshot).not.toBeNull();
  });
});

describe('money', () => {
  async function lateBuyer(capacity: number) {
    const place = await fixture.place();
    const { choose, idOf } = await pools(place, { '1': capacity });
    const somebody = await fixture.registered(place);
    const orderNo = `order${place.examSessionId}`;
    await somebody.ask(choose('1'));
    await somebody.ask(chooseTranscripts([{ level: 4, choice: 'paper' }]));
    await somebody.ask(openOrder(orderNo));
    const payment = paymentOf({ orderNo, gateway: 'alipay', amountFen: 3_000 });
    await somebody.ask(cancel(somebody.state.entries[0]?.id ?? ''));
    await somebody.occur({ type: 'orderChecked', orderNo, payment: null, closed: true });
    return { place, choose, offeringId: idOf('1'), somebody, orderNo, payment };
  }
  /** Mints a passport that has taken the number of another over, as one that is on a roll does from one that is not. */
  async function heirOf(passportId: string): Promise<string> {
    const [former] = await db.select().from(passports).where(eq(passports.id, passportId));
    const heir = await mint.passport({ verified: false });
    const { idNumberIndex } = former!;
    await db.update(passports).set({ hold: 'claiming' }).where(eq(passports.id, passportId));
    await db.update(passports).set({ idNumberIndex, hold: 'reserving' }).where(eq(passports.id, heir.id));
    return heir.id;
  }
  const exceptions = async (orderNo: string) => {
    const rows = await db.select().from(paymentExceptions).where(eq(paymentExceptions.orderNo, orderNo));
    return rows.map(({ kind }) => kind);
  };
  const refundMails = async ({ passportId }: Committer, orderNo: string) => {
    const rows = await db.select().from(outbox).orderBy(outbox.id);
    return rows.flatMap(({ message }) =>
      message.kind === 'mail' &&
      'passportId' in message &&
      message.passportId === passportId &&
      message.parameters['orderNo'] === orderNo
        ? [message.template]
        : [],
    );
  };
  const orderState = async (orderNo: string) => {
    const [order] = await db.select().from(orders).where(eq(orders.orderNo, orderNo));
    return order?.state;
  };

  it('that comes late takes the seat back, or nothing at all when it went to somebody else', async () => {
    const { place, choose, offeringId, somebody, orderNo, payment } = await lateBuyer(1);
    const rival = await fixture.registered(place);
    await rival.ask(choose('1'));
    const reinstatement = { windowsOpen: true, seatsFree: true };
    expect(await somebody.occur({ type: 'paymentNotified', payment, reinstatement })).toEqual({
      kind: 'refused',
      code: 'POOL_FULL',
    });
    expect(await orderState(orderNo)).toBe('closed');
    expect(await poolOf(offeringId)).toMatchObject({ free: 0, held: 1, paid: 0 });

    await rival.ask(withdraw());
    await somebody.occur({ type: 'paymentNotified', payment, reinstatement });
    expect(await poolOf(offeringId)).toMatchObject({ free: 0, held: 0, paid: 1 });
    expect(await orderState(orderNo)).toBe('paid');
  });

  it('goes back to the end, also when the registration is gone by then', async () => {
    const { somebody, orderNo, payment } = await lateBuyer(1);
    const reinstatement = { windowsOpen: false, seatsFree: false };
    await somebody.occur({ type: 'paymentNotified', payment, reinstatement });
    expect(await orderState(orderNo)).toBe('refunding');
    somebody.now += 48 * HOUR_MS;
    await somebody.occur({ type: 'deadlineReached' });
    expect(somebody.state.passportId).toBeNull();

    await somebody.occur({ type: 'refundDone', orderNo, refundNo: `${orderNo}R1` });
    expect(await orderState(orderNo)).toBe('refunded');
    const [refund] = await db.select().from(refunds).where(eq(refunds.orderNo, orderNo));
    expect(refund).toMatchObject({ state: 'done', reason: 'late', passportId: somebody.passportId });
    expect(await refundMails(somebody, orderNo)).toEqual(['refundRequested', 'refundDone']);
  });

  it.each(['nobody', 'somebody else'])(
    'for a deleted registration goes back to its payer: bound to %s',
    async (who) => {
      const { somebody, orderNo, payment } = await lateBuyer(1);
      await somebody.ask(withdraw());
      const heir = somebody.as(await heirOf(somebody.passportId));
      heir.state = somebody.state;
      if (who === 'somebody else') await heir.ask(save());
      await heir.occur({ type: 'paymentNotified', payment });
      const { tradeNo } = payment;
      const [order] = await db.select().from(orders).where(eq(orders.orderNo, orderNo));
      expect(order).toMatchObject({ state: 'refunding', tradeNo, passportId: somebody.passportId });
      await heir.occur({ type: 'refundDone', orderNo, refundNo: `${orderNo}R1` });
      const [refund] = await db.select().from(refunds).where(eq(refunds.orderNo, orderNo));
      expect(refund).toMatchObject({ state: 'done', passportId: somebody.passportId });
      expect(await orderState(orderNo)).toBe('refunded');
      expect(await refundMails(somebody, orderNo)).toEqual(['refundRequested', 'refundDone']);
      expect(await refundMails(heir, orderNo)).toEqual([]);
      expect(await exceptions(orderNo)).toEqual(['unknown-order']);
    },
  );

  it('of a further trade of a paid order is listed for staff and moves nothing', async () => {
    const { offeringId, somebody, orderNo, payment } = await lateBuyer(1);
    const reinstatement = { windowsOpen: true, seatsFree: true };
    await somebody.occur({ type: 'paymentNotified', payment, reinstatement });
    await somebody.occur({ type: 'paymentNotified', payment: { ...payment, tradeNo: 'another' } });
    expect(await exceptions(orderNo)).toEqual(['paid-twice']);
    expect(await poolOf(offeringId)).toMatchObject({ free: 0, paid: 1 });
    expect(await db.select().from(refunds).where(eq(refunds.orderNo, orderNo))).toEqual([]);
  });
});
