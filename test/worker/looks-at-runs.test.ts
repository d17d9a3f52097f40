import { eq } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';
import { gatewayNotices, outbox } from '../../db/schema/index.ts';
import { waitlistEntryWorkflowId } from '../../workflows/registration/messages.ts';
import { startPlatform } from '../support/platform.ts';
import { eventually } from '../support/records.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });

/** The ids under which somebody has looked at what runs. */
let looks: string[];
beforeEach(() => {
  looks = [];
  const { workflowService } = platform.client;
  const describe = workflowService.describeWorkflowExecution.bind(workflowService);
  vi.spyOn(workflowService, 'describeWorkflowExecution').mockImplementation(((
    request: Parameters<typeof describe>[0],
  ) => {
    looks.push(request.execution?.workflowId ?? '');
    return describe(request);
  }) as typeof describe);
});

async function placeWith(capacity: number) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity });
  return { offering, candidate: await mintCandidate(platform, place) };
}

it('a payment is told without a look at what runs there, and looked after only while it is not taken', async () => {
  const { candidate, offering } = await placeWith(1);
  const { payUrl, order } = await walkToOrder(candidate, [offering.id]);
  await platform.sandbox.pay(payUrl);
  await platform.deliverNotices();
  await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
  const due = { dueAt: Date.now() };
  await platform.db.update(gatewayNotices).set(due).where(eq(gatewayNotices.orderNo, order.orderNo));
  await platform.deliverMessages();
  expect(looks).toEqual([]);
});

it('an offered seat costs one look at the registration, and one at its place when it comes again', async () => {
  const { candidate, offering } = await placeWith(0);
  accepted(await candidate.save());
  accepted(await candidate.join(offering.id));
  const [wait] = accepted(await candidate.registration()).waitlist;
  await platform.stopWorker();
  looks = [];
  await platform.mint.seats(offering.id, 1);
  await platform.deliverMessages();
  expect(looks).toEqual([candidate.workflowId]);

  await platform.db
    .update(outbox)
    .set({ dueAt: Date.now() })
    .where(eq(outbox.key, `offer-made/${wait!.id}`));
  await platform.deliverMessages();
  expect(looks.slice(1)).toEqual([candidate.workflowId, waitlistEntryWorkflowId(wait!.id)]);
  await platform.resumeWorker();
});

it('a hint that comes once is worth one look', async () => {
  const { candidate } = await placeWith(1);
  accepted(await candidate.save());
  looks = [];
  const message = { kind: 'rowAhead', registrationId: candidate.registrationId } as const;
  await leaveMessages(platform.db, [{ key: 'hint', subject: 'hint', message, dueAt: Date.now() }]);
  await platform.deliverMessages();
  expect(looks).toEqual([candidate.workflowId]);
});
