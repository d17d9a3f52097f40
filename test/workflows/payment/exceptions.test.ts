import { describe, expect, it } from 'vitest';
import { storeNotice } from '../../../db/payment/store-notice.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { beijingDay } from '../../../domain/beijing-time.ts';
import { RECONCILE_DAY_WORKFLOW, reconciliationWorkflowId } from '../../../workflows/payment/messages.ts';
import {
  type OrderedSeat,
  orderAgain,
  orderedThrough,
  type PaymentWay,
  paymentWays,
} from '../../support/payment-ways.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import {
  eventually,
  exceptionsOf,
  expectLedgerRight,
  expectSettled,
  mailsTo,
  refundsOf,
} from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform();
const ways = paymentWays(platform);
const REFUND_MAILS = [expect.stringContaining('退款处理中'), expect.stringContaining('退款已完成')];

interface Story {
  happens: string;
  /** Tells everything up to the payment, and how it becomes known. */
  tell(seat: OrderedSeat, way: PaymentWay): Promise<void>;
  seat: boolean;
  refunds: number;
  lines: string[];
}

const delivered = () => platform.deliverNotices();

async function cancelled({ candidate, entryId, offering }: OrderedSeat): Promise<void> {
  accepted(await candidate.cancel(entryId));
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
}

async function withdrawn({ candidate, offering }: OrderedSeat): Promise<void> {
  accepted(await candidate.withdraw());
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
  await eventually(() => candidate.registration()).toMatchObject({ code: 'REGISTRATION_NOT_FOUND' });
}

async function takenByARival({ place, offering }: OrderedSeat): Promise<void> {
  const rival = await mintCandidate(platform, place);
  accepted(await rival.save());
  accepted(await rival.select([offering.id]));
}

/** Pays a sum other than the order's, on a page that only the merchant could have signed. */
async function payWrong(
  { candidate, order }: OrderedSeat,
  way: PaymentWay,
  amountFen: number,
): Promise<void> {
  const request = {
    orderNo: order.orderNo,
    amountFen,
    subject: 'CET',
    passportId: candidate.passport.id,
    payerName: '测试',
    device: 'computer' as const,
    expiresAt: Date.parse(order.expiresAt),
  };
  const back = `${platform.publicUrl}/api/payments/${way.name}`;
  await way.pay(platform.gateways[way.name].payPageUrl(request, `${back}/return`, `${back}/notify`));
  await delivered();
  accepted(await candidate.refresh(order.orderNo));
  await expectSettled(platform, candidate);
}

/** Replaces the order by another one for the same seat; the first one's page stays open beside the new one's. */
async function replaced(seat: OrderedSeat, way: PaymentWay) {
  const { candidate, place } = seat;
  const other = await platform.mint.offering(place.examSessionId, place.campus.code, '4', { capacity: 1 });
  accepted(await candidate.select([other.id]));
  accepted(await candidate.chooseTranscripts([4, 6]));
  expect(accepted(await candidate.openOrder(undefined, way.name))).toMatchObject({ code: 'ORDER_SETTLING' });
  await expectSettled(platform, candidate);
  return orderAgain(candidate, way.name, [4, 6]);
}

async function reconcile(way: PaymentWay): Promise<void> {
  const day = beijingDay(clock.now());
  const handle = await platform.client.workflow.start(RECONCILE_DAY_WORKFLOW, {
    workflowId: reconciliationWorkflowId(way.name, day),
    taskQueue: platform.taskQueue,
    args: [],
  });
  await eventually(async () => (await platform.relay.drain()) > 0).toBe(true);
  await platform.deliverMessages();
  await pass(6 * MINUTE_MS);
  expect(await handle.result()).toMatchObject({ differenceFen: expect.any(Number) });
}

const STORIES: Story[] = [
  {
    happens: 'in time, and told three times',
    async tell({ payUrl }, way) {
      await way.pay(payUrl, { copies: 3 });
      await delivered();
    },
    seat: true,
    refunds: 0,
    lines: [],
  },
  {
    happens: 'late, and the seat is still free',
    async tell(seat, way) {
      await cancelled(seat);
      await way.pay(seat.payUrl);
      await delivered();
    },
    seat: true,
    refunds: 0,
    lines: [],
  },
  {
    happens: 'late, and the seat is somebody else’s',
    async tell(seat, way) {
      await cancelled(seat);
      await takenByARival(seat);
      await way.pay(seat.payUrl);
      await delivered();
    },
    seat: false,
    refunds: 1,
    lines: ['late'],
  },
  {
    happens: 'after 报名信息删除',
    async tell(seat, way) {
      await withdrawn(seat);
      await way.pay(seat.payUrl);
      await delivered();
    },
    seat: false,
    refunds: 1,
    lines: ['late'],
  },
  {
    happens: 'after the registration has expired',
    async tell(seat, way) {
      // The seat is chosen an hour after saving, cancelled, and the registration left without subjects until its time
      // is over.
      await pass(HOUR_MS);
      await cancelled(seat);
      accepted(await seat.candidate.select([seat.offering.id]));
      const again = await orderAgain(seat.candidate, way.name);
      await cancelled({ ...seat, ...again });
      await pass(23.5 * HOUR_MS);
      expect(await seat.candidate.registration()).toMatchObject({ code: 'REGISTRATION_NOT_FOUND' });
      seat.orderNo = again.orderNo;
      await way.pay(again.payUrl);
      await delivered();
    },
    seat: false,
    refunds: 1,
    lines: ['late'],
  },
  {
    happens: 'a second time, through an order that was replaced',
    async tell(seat, way) {
      const again = await replaced(seat, way);
      await way.pay(again.payUrl);
      await delivered();
      await eventually(async () => accepted(await seat.candidate.registration()).stage).toBe('paid');
      await way.pay(seat.payUrl);
      await delivered();
    },
    seat: true,
    refunds: 1,
    lines: ['paid-twice'],
  },
  {
    happens: 'a second time, by another trade of the same order',
    async tell({ payUrl, order, candidate }, way) {
      await way.pay(payUrl);
      await delivered();
      await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
      const { orderNo, amountFen } = order;
      const again = {
        orderNo,
        amountFen,
        gateway: way.name,
        tradeNo: 'another',
        paidAt: clock.now(),
      };
      await storeNotice(platform.db, platform.vault, `again/${orderNo}`, again, clock.now());
      await platform.deliverMessages();
    },
    seat: true,
    refunds: 0,
    lines: ['paid-twice'],
  },
  {
    happens: 'as too little',
    tell: (seat, way) => payWrong(seat, way, 1),
    seat: false,
    refunds: 0,
    lines: ['wrong-amount'],
  },
  {
    happens: 'as too much',
    tell: (seat, way) => payWrong(seat, way, 100_000),
    seat: false,
    refunds: 0,
    lines: ['wrong-amount'],
  },
  {
    happens: 'and its notice is lost, until 更新',
    async tell({ payUrl, candidate, orderNo }, way) {
      await way.pay(payUrl, { lost: true });
      accepted(await candidate.refresh(orderNo));
    },
    seat: true,
    refunds: 0,
    lines: [],
  },
  {
    happens: 'and its notice is lost, until the bill',
    async tell({ payUrl }, way) {
      await way.pay(payUrl, { lost: true });
      await reconcile(way);
    },
    seat: true,
    refunds: 0,
    lines: [],
  },
];

describe.each(Object.values(ways))('money through $name comes', (way) => {
  it.each(STORIES)('$happens', async ({ tell, seat: hasSeat, refunds, lines }) => {
    const seat = await orderedThrough(platform, way);
    const { candidate, offering } = seat;
    await tell(seat, way);
    const { orderNo } = seat;

    await eventually(() => refundsOf(platform, candidate.registrationId)).toHaveLength(refunds);
    await eventually(async () => {
      const rows = await refundsOf(platform, candidate.registrationId);
      return rows.every(({ state }) => state === 'done');
    }).toBe(true);
    const kinds = async () => (await exceptionsOf(platform, orderNo)).map(({ kind }) => kind);
    await eventually(kinds).toEqual(lines);
    const outcome = way.outcome(orderNo);
    expect(outcome?.paid).toBe(true);
    expect(outcome?.refundedFen).toHaveLength(refunds);
    await eventually(async () => (await seatsOf(platform, offering.id)).paid).toBe(hasSeat ? 1 : 0);
    await expectLedgerRight(platform, offering.id);
    // The server's clock runs on while tests wait, so ours has to follow.
    await pass(1_000);
    await platform.deliverMessages();
    const mails = mailsTo(platform, candidate).filter((subject) => subject.includes('退款'));
    expect(mails).toEqual(refunds > 0 ? REFUND_MAILS : []);
  });
});

describe.each(Object.values(ways))('an open trade at $name', (way) => {
  const acts = {
    取消报考: ({ candidate, entryId }: OrderedSeat) => candidate.cancel(entryId),
    报名信息删除: ({ candidate }: OrderedSeat) => candidate.withdraw(),
  };
  const isFree = (offeringId: number) =>
    eventually(() => seatsOf(platform, offeringId)).toMatchObject({ free: 1, held: 0, paid: 0 });

  it.each(Object.entries(acts))('keeps the seat after %s until the gateway has answered', async (_, act) => {
    const seat = await orderedThrough(platform, way);
    await way.visit(seat.payUrl);
    await way.behave({ gateway: 'error' });
    expect(accepted(await act(seat))).toMatchObject({ code: 'ORDER_SETTLING' });
    await pass(10 * MINUTE_MS);
    expect(await seatsOf(platform, seat.offering.id)).toMatchObject({ free: 0, held: 1 });
    expect(accepted(await seat.candidate.registration()).entries).toMatchObject([{ state: 'settling' }]);
    expect(await seat.candidate.cancel(seat.entryId)).toMatchObject({ status: 409, code: 'ORDER_SETTLING' });
    await way.behave({ gateway: 'up' });
    await pass(2 * MINUTE_MS);
    await isFree(seat.offering.id);
    await expectLedgerRight(platform, seat.offering.id);
  });

  it.each(Object.entries(acts))('that turns out paid wins over %s', async (_, act) => {
    const seat = await orderedThrough(platform, way);
    await way.behave({ gateway: 'error' });
    accepted(await act(seat));
    await way.pay(seat.payUrl, { lost: true });
    await way.behave({ gateway: 'up' });
    await pass(2 * MINUTE_MS);
    await eventually(async () => accepted(await seat.candidate.registration())).toMatchObject({
      stage: 'paid',
      withdrawing: false,
    });
    expect(await seatsOf(platform, seat.offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
  });

  it('is replaced only once the gateway has answered', async () => {
    const seat = await orderedThrough(platform, way);
    const other = way.name === 'alipay' ? 'payease' : 'alipay';
    await way.visit(seat.payUrl);
    await way.behave({ gateway: 'error' });
    for (const code of ['ORDER_SETTLING', undefined]) {
      const answer = await seat.candidate.openOrder(undefined, other);
      expect(answer).toMatchObject(
        code ? { ok: true, body: { code, order: null } } : { ok: false, status: 409, code: 'ORDER_SETTLING' },
      );
    }
    expect(await seatsOf(platform, seat.offering.id)).toMatchObject({ held: 1 });
    await way.behave({ gateway: 'up' });
    await pass(2 * MINUTE_MS);
    await expectSettled(platform, seat.candidate);
    const again = await orderAgain(seat.candidate, other);
    expect(again.orderNo).not.toBe(seat.orderNo);
    expect((await orderAgain(seat.candidate, other)).orderNo).toBe(again.orderNo);
  });

  it('gives back nothing of a registration being deleted when it turns out paid', async () => {
    const seat = await orderedThrough(platform, way);
    const second = await platform.mint.offering(seat.place.examSessionId, seat.place.campus.code, '4', {
      capacity: 1,
    });
    accepted(await seat.candidate.select([second.id]));
    await way.behave({ gateway: 'error' });
    accepted(await seat.candidate.withdraw());
    expect(await seatsOf(platform, second.id)).toMatchObject({ held: 1 });
    await way.pay(seat.payUrl, { lost: true });
    await way.behave({ gateway: 'up' });
    await pass(2 * MINUTE_MS);
    await eventually(async () => accepted(await seat.candidate.registration())).toMatchObject({
      stage: 'partlyPaid',
      entries: [{ state: 'paid' }, { state: 'unpaid' }],
    });
    expect(await seatsOf(platform, second.id)).toMatchObject({ free: 0, held: 1 });
  });

  it('that expires is asked about before its seat goes', async () => {
    const seat = await orderedThrough(platform, way);
    await way.visit(seat.payUrl);
    await way.behave({ gateway: 'error' });
    await pass(24 * HOUR_MS + MINUTE_MS);
    expect(accepted(await seat.candidate.registration()).entries).toMatchObject([{ state: 'settling' }]);
    expect(await seatsOf(platform, seat.offering.id)).toMatchObject({ held: 1 });
    await way.behave({ gateway: 'up' });
    await pass(5 * MINUTE_MS);
    await isFree(seat.offering.id);
    expect(way.outcome(seat.orderNo)?.paid).toBe(false);
  });
});
