import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { TradeRefusal } from '../../../gateways/sandbox/shared/delivery.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { expectLedgerRight, expectSettled, recordOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import {
  accepted,
  type Candidate,
  mintCandidate,
  mintPlace,
  type Place,
  walkToOrder,
} from '../../support/walk.ts';

const { platform, pass } = await startSkippingPlatform();
const { sandbox } = platform;

/** The minutes around the deadline at which something is done. */
const MINUTES = [-2, -1, 0, 1, 2];
const minute = fc.constantFrom(...MINUTES);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** The things that one candidate does around the deadline, and what becomes of the notice of the payment. */
const story = fc.record({
  signsInAt: maybe(fc.constantFrom(-2, -1)),
  paysAt: maybe(minute),
  notice: fc.constantFrom('delivered', 'twice', 'late', 'lost'),
  refreshesAt: maybe(minute),
  cancelsAt: maybe(fc.constantFrom(-2, -1)),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** Several stories at once, an outage of the gateway, and others who want the seats that come free. */
const season = fc.record({
  stories: fc.array(story, { minLength: 8, maxLength: 10 }),
  outage: maybe(fc.record({ from: minute, minutes: fc.integer({ min: 1, max: 6 }) })),
  rivals: fc.integer({ min: 0, max: 3 }),
});
type Season = typeof season extends fc.Arbitrary<infer Value> ? Value : never;

interface Player {
  story: Story;
  candidate: Candidate;
  orderNo: string;
  payUrl: string;
  entryId: string;
}

async function walkUpToDeadline(place: Place, offeringId: number, stories: Story[]): Promise<Player[]> {
  const players: Player[] = [];
  for (const one of stories) {
    const candidate = await mintCandidate(platform, place);
    const { order, payUrl, registration } = await walkToOrder(candidate, [offeringId]);
    const entryId = registration.entries[0]!.id;
    players.push({ story: one, candidate, orderNo: order.orderNo, payUrl, entryId });
  }
  await pass(24 * HOUR_MS - 2 * MINUTE_MS - MINUTE_MS / 2);
  return players;
}

/** Ignores the refusal of a trade: the gateway's page may be closed by then. */
async function ifOpen(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof TradeRefusal)) throw error;
  });
}

async function act({ story: told, candidate, orderNo, payUrl, entryId }: Player, now: number): Promise<void> {
  if (told.signsInAt === now) await ifOpen(sandbox.signIn(payUrl));
  if (told.cancelsAt === now) await candidate.cancel(entryId);
  if (told.paysAt === now) {
    const lost = told.notice === 'late' || told.notice === 'lost';
    await ifOpen(sandbox.pay(payUrl, { lost, copies: told.notice === 'twice' ? 2 : 1 }));
  }
  if (told.refreshesAt === now) await candidate.refresh(orderNo);
}

/** Sends the notice that the gateway still owes; the daily bill would tell the same. */
async function tellPaid({ orderNo }: Player): Promise<void> {
  if (sandbox.trade(orderNo)?.status === 'TRADE_SUCCESS') await sandbox.sendNotice(orderNo);
}

async function live({ stories, outage, rivals }: Season): Promise<void> {
  const place = await mintPlace(platform);
  const capacity = stories.length;
  const { id } = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity });
  const players = await walkUpToDeadline(place, id, stories);
  let rivalSeats = 0;
  for (const now of MINUTES) {
    if (outage?.from === now) await sandbox.behave({ gateway: 'error' });
    for (const player of players) await act(player, now);
    if (now === -1) {
      for (let rival = 0; rival < rivals; rival++) {
        const candidate = await mintCandidate(platform, place);
        accepted(await candidate.save());
        if ((await candidate.select([id])).ok) rivalSeats += 1;
      }
    }
    if (now === 2) for (const player of players) if (player.story.notice === 'late') await tellPaid(player);
    await platform.deliverNotices();
    await pass(MINUTE_MS);
    if (outage && now - outage.from === outage.minutes) await sandbox.behave({ gateway: 'up' });
  }
  await pass(5 * MINUTE_MS);
  await sandbox.behave({ gateway: 'up' });
  await pass(5 * MINUTE_MS);
  for (const { candidate } of players) await expectSettled(platform, candidate);
  for (const player of players) await tellPaid(player);
  await platform.deliverNotices();
  await pass(5 * MINUTE_MS);

  let paidSeats = 0;
  for (const { candidate, orderNo } of players) {
    await expectSettled(platform, candidate);
    const { state } = await recordOf(platform, candidate.registrationId);
    const trade = sandbox.trade(orderNo);
    const hasSeat = state.entries.some((entry) => entry.state === 'paid');
    const moneyKept = trade?.status === 'TRADE_SUCCESS';
    expect({ orderNo, hasSeat }).toEqual({ orderNo, hasSeat: moneyKept });
    expect(trade?.refunds.length ?? 0).toBe(trade?.paidAt && !moneyKept ? 1 : 0);
    expect(state.entries.filter((entry) => entry.state === 'held')).toEqual([]);
    if (hasSeat) paidSeats += 1;
  }
  expect(await seatsOf(platform, id)).toMatchObject({
    free: capacity - paidSeats - rivalSeats,
    held: rivalSeats,
    paid: paidSeats,
  });
  await expectLedgerRight(platform, id);
}

it('whatever happens around the deadline, every payment ends as one seat or one refund', async () => {
  await fc.assert(fc.asyncProperty(season, live), {
    seed: Number(process.env.SEED ?? 20_260_620),
    numRuns: Number(process.env.SEASONS ?? 4),
    endOnFailure: true,
  });
}, 180_000);
