import { rowAheadSignal } from '../../../workflows/entity/messages.ts';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { startPlatform } from '../../support/platform.ts';
import { recordOf } from '../../support/records.ts';
import { mintCet6Place, mintPending, mintReviewer, reviewRecord } from '../../support/review-walk.ts';
import { accepted, type Answer, mintCandidate } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
platform.relay.start();

/** The races of each kind, and how many of them are run at a time. */
const ROUNDS = Number(process.env.RACES ?? 20);
const AT_ONCE = 10;

/** Runs the race many times. @returns how often it ended in each way */
async function races(race: () => Promise<string>): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (let begun = 0; begun < ROUNDS; begun += AT_ONCE)
    for (const end of await Promise.all(Array.from({ length: AT_ONCE }, race)))
      ends[end] = (ends[end] ?? 0) + 1;
  return ends;
}

const said = (answer: Answer<{ code: string }>) =>
  answer.ok ? answer.body.code : `${answer.status} ${answer.code}`;

describe('a command that meets the end of its run is answered with what happened', () => {
  it('a re-check deleted while its verdict is still on the way', async () => {
    const place = await mintCet6Place(platform);
    const reviewer = await mintReviewer(platform, { scope: place.campus.schoolCode });
    const ends = await races(async () => {
      const candidate = await mintPending(platform, place);
      accepted(await reviewer.reject(candidate.reviewId));
      const answer = await candidate.takeBack();
      return `${said(answer)}: ${(await reviewRecord(platform, candidate.reviewId)).state}`;
    });
    expect(ends).toEqual({ 'DELETED: deleted': ROUNDS });
  }, 120_000);

  it('a registration deleted, and saved again, while a signal is on the way', async () => {
    const place = await mintCet6Place(platform);
    const ends = await races(async () => {
      const candidate = await mintCandidate(platform, place);
      accepted(await candidate.save());
      const handle = platform.client.workflow.getHandle(candidate.workflowId);
      const signal = () => handle.signal(rowAheadSignal).catch(() => undefined);
      const [deleted] = await Promise.all([candidate.withdraw(), signal(), signal()]);
      const [saved] = await Promise.all([candidate.save(), signal()]);
      const { state } = await recordOf(platform, candidate.registrationId);
      return `${said(deleted)}, ${said(saved)}: ${state.passportId === candidate.passport.id}`;
    });
    expect(ends).toEqual({ 'DELETED, OK: true': ROUNDS });
  }, 120_000);
});

describe('a command that meets the end of a run that goes on in another', async () => {
  const short = await startPlatform({ clock: systemClock, limits: { historyEvents: 1_000, updates: 2 } });
  it('is answered with what happened', async () => {
    const place = await mintCet6Place(short);
    const ends = await races(async () => {
      const candidate = await mintCandidate(short, place);
      accepted(await candidate.save());
      const handle = short.client.workflow.getHandle(candidate.workflowId);
      const answers = [];
      for (const on of [false, true, false, true]) {
        const [answer] = await Promise.all([candidate.setQuickPrint(on), handle.signal(rowAheadSignal)]);
        answers.push(said(answer));
      }
      return `${answers.join()}: ${(await recordOf(short, candidate.registrationId)).version}`;
    });
    expect(ends).toEqual({ 'OK,OK,OK,OK: 5': ROUNDS });
  }, 120_000);
});
