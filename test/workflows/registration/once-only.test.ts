import { rowAheadSignal } from '../../../workflows/entity/messages.ts';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { paymentNotifiedSignal } from '../../../workflows/registration/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { quickPrint, send } from '../../support/raw-commands.ts';
import {
  eventsOf,
  eventually,
  expectLedgerRight,
  expectSettled,
  recordOf,
  viewOf,
} from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import {
  accepted,
  type Answer,
  type Candidate,
  mintCandidate,
  mintPlace,
  walkToOrder,
} from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { sandbox } = platform;

async function newcomer() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  return { place, offering, candidate: await mintCandidate(platform, place) };
}

/** Sends a request three times at once and a fourth time afterwards, under one key. @returns its one answer */
async function fourTimes<Body extends { code: string }>(
  ask: (key: string) => Promise<Answer<Body>>,
): Promise<Body> {
  const key = randomUUID();
  const answers = await Promise.all([ask(key), ask(key), ask(key)]);
  answers.push(await ask(key));
  const codes = answers.map((answer) => accepted(answer).code);
  expect(codes).toEqual(codes.map(() => codes[0]));
  return accepted(answers[0]!);
}

describe('the same Idempotency-Key, sent again and again', () => {
  it('has one effect and one answer, whatever the command', async () => {
    const { candidate, offering, place } = await newcomer();
    const other = await platform.mint.offering(place.examSessionId, place.campus.code, '4');
    await fourTimes((key) => candidate.save(key));
    await fourTimes((key) => candidate.select([offering.id, other.id], key));
    await fourTimes((key) => candidate.chooseTranscripts([4, 6], key));
    await fourTimes((key) => candidate.setQuickPrint(false, key));
    const { order } = await fourTimes((key) => candidate.openOrder(key));
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([
      'saved',
      'entryTaken',
      'entryTaken',
      'transcriptChosen',
      'transcriptChosen',
      'quickPrintSet',
      'orderOpened',
    ]);

    await fourTimes((key) => candidate.refresh(order!.orderNo, key));
    await expectSettled(platform, candidate);
    const [first] = accepted(await candidate.registration()).entries;
    await fourTimes((key) => candidate.cancel(first!.id, key));
    await expectSettled(platform, candidate);
    await fourTimes((key) => candidate.withdraw(key));
    expect((await eventsOf(platform, candidate.registrationId)).slice(7)).toEqual([
      'orderSettling',
      'orderStillUnpaid',
      'orderSettling',
      'orderClosed',
      'entryReleased',
      'withdrawalStarted',
      'entryReleased',
      'deleted',
    ]);
    for (const { id } of [offering, other]) {
      expect(await seatsOf(platform, id)).toMatchObject({ free: 10, held: 0 });
      await expectLedgerRight(platform, id);
    }
  });

  it('is refused for another content, and holds nothing up', async () => {
    const { candidate, offering, place } = await newcomer();
    const full = await platform.mint.offering(place.examSessionId, place.campus.code, '3', { capacity: 0 });
    accepted(await candidate.save());
    const [used, refused] = [randomUUID(), randomUUID()];
    accepted(await candidate.setQuickPrint(false, used));
    expect(await candidate.setQuickPrint(true, used)).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 422,
    });
    expect(await candidate.select([offering.id], used)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });

    expect(await candidate.select([full.id], refused)).toMatchObject({ code: 'POOL_FULL' });
    expect(await candidate.select([offering.id], refused)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    accepted(await candidate.select([offering.id]));
  });

  it('is tried anew after a refusal: refusals are not remembered', async () => {
    const { candidate, offering } = await newcomer();
    accepted(await candidate.save());
    const key = randomUUID();
    expect(await candidate.openOrder(key)).toMatchObject({ code: 'NOTHING_TO_PAY' });
    accepted(await candidate.select([offering.id]));
    accepted(await candidate.chooseTranscripts([4]));
    expect(accepted(await candidate.openOrder(key)).order).toMatchObject({ state: 'open' });
  });
});

describe('messages to the workflow, sent again and again', () => {
  it('a command under several update ids is carried out once, and not again when it is outdated', async () => {
    const { candidate } = await newcomer();
    accepted(await candidate.save());
    const off = await quickPrint(platform, candidate, false);
    const sent = await Promise.all([0, 0, 1, 2, 3].map((attempt) => send(platform, off, attempt)));
    expect(sent).toEqual(Array(5).fill('OK'));
    accepted(await candidate.setQuickPrint(true));
    expect(await send(platform, off, 4)).toBe('OK');
    expect((await recordOf(platform, candidate.registrationId)).state.quickPrint).toBe(true);
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([
      'saved',
      'quickPrintSet',
      'quickPrintSet',
    ]);
  });

  it.each([2, 3, 5])('a payment and a hint, %i times each, count once', async (times) => {
    const { candidate, offering } = await newcomer();
    const { order, payUrl } = await walkToOrder(candidate, [offering.id]);
    const { trade } = await sandbox.pay(payUrl, { copies: times });
    const handle = platform.client.workflow.getHandle(candidate.workflowId);
    const payment = {
      orderNo: order.orderNo,
      gateway: 'alipay' as const,
      tradeNo: trade.tradeNo,
      amountFen: trade.amountFen,
      paidAt: trade.paidAt!,
    };
    await Promise.all(
      Array.from({ length: times }, async () => {
        await handle.signal(rowAheadSignal);
        await handle.signal(paymentNotifiedSignal, payment);
      }),
    );
    await platform.deliverNotices();
    await expectSettled(platform, candidate);
    expect(
      (await eventsOf(platform, candidate.registrationId)).filter((type) => type === 'orderPaid'),
    ).toHaveLength(1);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 0, paid: 1 });
    expect(sandbox.trade(order.orderNo)?.refunds).toEqual([]);
  });
});

describe('two commands at once', () => {
  it('of one candidate are done one after the other, or one is told to wait', async () => {
    const { candidate, offering } = await newcomer();
    accepted(await candidate.save());
    const ask: [() => Promise<Answer<{ code: string }>>, string][] = [
      [() => candidate.select([offering.id]), 'entryTaken'],
      [() => candidate.setQuickPrint(false), 'quickPrintSet'],
    ];
    const answers = await Promise.all(ask.map(([command]) => command()));
    expect(answers.some((answer) => answer.ok)).toBe(true);
    for (const [index, answer] of answers.entries()) {
      if (answer.ok) continue;
      expect(answer.code).toBe('COMMAND_IN_FLIGHT');
      await eventually(async () => (await ask[index]![0]()).ok).toBe(true);
    }
    expect((await eventsOf(platform, candidate.registrationId)).toSorted()).toEqual([
      'entryTaken',
      'quickPrintSet',
      'saved',
    ]);
    await expectAgreement(candidate);
  });
});

async function expectAgreement(candidate: Candidate): Promise<void> {
  await expectSettled(platform, candidate);
  expect((await viewOf(platform, candidate)).state).toEqual(
    (await recordOf(platform, candidate.registrationId)).state,
  );
}
