import type { z } from '@hono/zod-openapi';
import { expect, it } from 'vitest';
import type { agreementsSchema } from '../../../api/exam-session/schemas.ts';
import { systemClock } from '../../../config/clock.ts';
import { startPlatform } from '../../support/platform.ts';
import { mintAsker, mintCet6Place, mintReviewer, namesake } from '../../support/review-walk.ts';
import { accepted, type Candidate, mintCandidate, mintPlace } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { mint } = platform;
const UNACCEPTED = { ok: false, status: 409, code: 'AGREEMENT_REQUIRED' };

/** Accepts what is in force, as the page does. */
async function accept({ call, examSessionId }: Pick<Candidate, 'call'> & { examSessionId: string }) {
  const { texts } = accepted(await call<z.infer<typeof agreementsSchema>>('GET', '/agreements'));
  const versionOf = (of: string) => texts.find(({ kind }) => kind === of)?.version;
  const [agreementVersion, pledgeVersion] = [versionOf('agreement'), versionOf('pledge')];
  accepted(
    await call('POST', '/agreements', { examSessionId, agreementVersion, pledgeVersion, accepted: true }),
  );
}

const registered = async (capacity: number) => {
  const place = await mintPlace(platform);
  const [written, oral] = await Promise.all(
    ['1', 'F'].map((subject) => mint.offering(place.examSessionId, place.campus.code, subject, { capacity })),
  );
  const candidate = { ...(await mintCandidate(platform, place)), examSessionId: place.examSessionId };
  await accept(candidate);
  accepted(await candidate.save());
  return { ...candidate, written: written!.id, oral: oral!.id };
};

it('a new version is accepted before anything new is taken; what is there is paid, read and given up without', async () => {
  const candidate = await registered(10);
  accepted(await candidate.select([candidate.written]));
  await mint.agreements();

  expect(accepted(await candidate.registration()).progress.agreement).toBe(false);
  expect(await candidate.select([candidate.oral])).toEqual(UNACCEPTED);
  expect(await candidate.save()).toEqual(UNACCEPTED);
  accepted(await candidate.chooseTranscripts([4]));
  accepted(await candidate.openOrder());

  await accept(candidate);
  expect(accepted(await candidate.registration()).progress.agreement).toBe(true);
  const { registration } = accepted(await candidate.select([candidate.oral]));
  await mint.agreements();
  const oral = registration?.entries.find(({ subject }) => subject.mode === 'oral');
  accepted(await candidate.cancel(oral?.id ?? ''));
});

it('nobody joins a queue without the new version', async () => {
  const candidate = await registered(0);
  await mint.agreements();
  expect(await candidate.join(candidate.written)).toEqual(UNACCEPTED);
  await accept(candidate);
  accepted(await candidate.join(candidate.written));
});

it('a re-check is read without the new version, and asked for again with it', async () => {
  const place = await mintCet6Place(platform);
  const asker = { ...(await mintAsker(platform, place)), examSessionId: place.examSessionId };
  await accept(asker);
  const { review } = accepted(await asker.ask(await namesake(platform, asker)));
  accepted(await (await mintReviewer(platform, {})).reject(review?.id ?? ''));
  await mint.agreements();

  expect(accepted(await asker.review()).review?.state).toBe('rejected');
  expect(await asker.askAgain('990000251299999')).toEqual(UNACCEPTED);
  accepted(await asker.takeBack());
  expect(await asker.ask('990000251299999')).toEqual(UNACCEPTED);
});
