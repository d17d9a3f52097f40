import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { readReinstatementFacts } from '../../../activities/registration/reinstatement.ts';
import { windows } from '../../../db/schema/index.ts';
import type { WindowKind } from '../../../domain/exam-session/windows.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { row, select, START } from '../../domain/registration/commands.ts';
import { presentSeasons } from '../../../db/exam-session/season-in-transaction.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import { startFixture } from '../fixture.ts';

const fixture = await startFixture();
const { db, mint } = fixture;

it.each<[string, WindowKind | null, 'here' | 'elsewhere', boolean]>([
  ['while everything is open', null, 'here', true],
  ['not after the management window of its campus', 'management', 'here', false],
  ['after that of another campus', 'management', 'elsewhere', true],
  ['not after online registration', 'registration', 'here', false],
])('what a late payment was for is given back %s', async (_, ended, where, windowsOpen) => {
  const place = await fixture.place();
  const { id: offeringId } = await mint.offering(place.examSessionId, place.campus.code, '1');
  const committer = await fixture.registered(place);
  const taken = row('1', { offeringId, entryId: randomUUID(), campus: place.campus.code });
  await committer.ask(select([taken]));
  if (ended) {
    const scope = (where === 'here' ? place.campus.code : '990000') as Scope;
    const { examSessionId } = place;
    await db
      .insert(windows)
      .values({ examSessionId, kind: ended, scope, opensAt: START - DAY_MS, closesAt: START + HOUR_MS });
  }
  const facts = {
    registrationId: committer.candidate.id,
    examSessionId: place.examSessionId,
    entryIds: [taken.entryId],
    at: START + 2 * HOUR_MS,
  };
  expect(await readReinstatementFacts(db, presentSeasons(createSeasons(db)), facts)).toEqual({
    windowsOpen,
    seatsFree: true,
  });
});
