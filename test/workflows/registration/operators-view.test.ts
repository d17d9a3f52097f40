import { defineQuery } from '@temporalio/workflow';
import type { temporal } from '@temporalio/proto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { CAMPUS, EXAM_SESSION, PROVINCE, SCHOOL, STAGE } from '../../../workflows/entity/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { historyOf } from '../../support/histories.ts';
import { eventually, expectSettled } from '../../support/records.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { client } = platform;
const shortRuns = await startPlatform({
  clock: systemClock,
  limits: { historyEvents: 1_000, updates: 2 },
});
const metadataQuery = defineQuery<temporal.api.sdk.v1.IWorkflowMetadata>('__temporal_workflow_metadata');

async function ordered() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  const candidate = await mintCandidate(platform, place);
  return { place, candidate, ...(await walkToOrder(candidate, [offering.id])) };
}

async function paid() {
  const walked = await ordered();
  await platform.sandbox.pay(walked.payUrl);
  await platform.deliverNotices();
  await eventually(async () => accepted(await walked.candidate.registration()).stage).toBe('paid');
  await expectSettled(platform, walked.candidate);
  return walked;
}

async function detailsOf({ workflowId }: Candidate): Promise<string> {
  const { currentDetails } = await client.workflow.getHandle(workflowId).query(metadataQuery);
  return currentDetails ?? '';
}

describe('what operators see in the Temporal UI', () => {
  it('where a registration belongs and stands', async () => {
    const { place, candidate, order } = await ordered();
    const handle = client.workflow.getHandle(candidate.workflowId);
    const description = await handle.describe();
    expect(await description.staticSummary()).toBe(`${place.examSessionId} · (${place.campus.code})`);
    const attributes = description.typedSearchAttributes;
    expect([EXAM_SESSION, PROVINCE, SCHOOL, CAMPUS].map((key) => attributes.get(key))).toEqual([
      place.examSessionId,
      place.campus.provinceCode,
      place.campus.schoolCode,
      place.campus.code,
    ]);
    expect(attributes.get(STAGE)).toBe('unpaid');
    const details = await detailsOf(candidate);
    expect(details).toContain('**unpaid**');
    expect(details).toContain(`- subject 1 at ${place.campus.code}: held until`);
    expect(details).toContain(`- ${order.orderNo}: open, 30.00 yuan`);
    expect(details).toContain('Next: entryDeadline');
    expect(details).toContain(`](${platform.publicUrl}/staff/candidates/${candidate.registrationId})`);
  });

  it('what its timer waits for', async () => {
    const { candidate } = await ordered();
    const timers = (await historyOf(client, candidate.workflowId)).filter(
      (event) => event.timerStartedEventAttributes,
    );
    const summaries = await platform.openPayloads(timers.map((event) => event.userMetadata!.summary!));
    expect(summaries.map(({ data }) => JSON.parse(Buffer.from(data!).toString()) as string)).toEqual([
      'the registration without entries is deleted',
      'an unpaid seat is released',
    ]);
  });

  it('that it is paid, found by its stage', async () => {
    const { candidate } = await paid();
    expect(await detailsOf(candidate)).toContain('**paid**');
    const query = `WorkflowId = '${candidate.workflowId}' AND Stage = 'paid'`;
    await eventually(async () => (await client.workflow.count(query)).count).toBe(1);
  });
});

describe('the stage by which operators search', () => {
  const stageOf = async ({ workflowId }: Candidate) =>
    (await client.workflow.getHandle(workflowId).describe()).typedSearchAttributes.get(STAGE);

  it.each([
    ['', platform],
    [', from one run to the next', shortRuns],
  ])('is true after every change%s', async (_, on) => {
    const place = await mintPlace(on);
    const offering = await on.mint.offering(place.examSessionId, place.campus.code, '1');
    const candidate = await mintCandidate(on, place);
    accepted(await candidate.save());
    expect(await stageOf(candidate)).toBe('saved');
    for (let turn = 0; turn < 3; turn++) {
      const { registration } = accepted(await candidate.select([offering.id]));
      await eventually(() => stageOf(candidate)).toBe('unpaid');
      accepted(await candidate.cancel(registration!.entries[0]!.id));
      await eventually(() => stageOf(candidate)).toBe('saved');
    }
    accepted(await candidate.select([offering.id]));
    accepted(await candidate.chooseTranscripts([4]));
    const { payUrl } = accepted(await candidate.openOrder());
    await on.sandbox.pay(payUrl!);
    await on.deliverNotices();
    await eventually(() => stageOf(candidate)).toBe('paid');
    expect(await detailsOf(candidate)).toContain(`/staff/candidates/${candidate.registrationId})`);
    const query = `WorkflowId = '${candidate.workflowId}' AND Stage = 'paid' AND ExecutionStatus = 'Running'`;
    await eventually(async () => (await client.workflow.count(query)).count).toBe(1);
  });
});

describe('what operators do not see', () => {
  it('is a name, an ID number, an address, a telephone number: nowhere in clear', async () => {
    const { candidate, place } = await paid();
    await client.workflow
      .getHandle(candidate.workflowId)
      .signal('nothingOfOurs', { name: candidate.passport.name, idNumber: candidate.passport.idNumber });
    expect(await candidate.withdraw()).toMatchObject({ code: 'PAID_ENTRIES_STAY' });

    const { raw } = await client.workflow.getHandle(candidate.workflowId).describe();
    const stored = [...textsIn(raw), ...textsIn(await historyOf(client, candidate.workflowId))].join('\n');
    const { name, idNumber, email, mobile } = candidate.passport;
    for (const secret of [name, idNumber, email, mobile]) expect(stored).not.toContain(secret);
    // Finding what may be read proves that the scan sees into payloads, too.
    expect(stored).toContain(place.campus.code);
    expect(stored).toContain('binary/encrypted');
  });
});

/** Lists every text and every run of bytes in a value, as text. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}
