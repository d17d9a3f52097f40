import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { systemClock } from '../../../config/clock.ts';
import { candidates, examSessions } from '../../../db/schema/index.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventsOf } from '../../support/records.ts';
import { accepted, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });

/**
 * The platform with a disturbance, at most so many `times`, between the API's reading its facts and sending its
 * command.
 */
function disturbed(times: number, disturb: () => Promise<unknown>) {
  let left = times;
  const send: typeof platform.workflows.send = async (...command) => {
    if (left-- > 0) await disturb();
    return platform.workflows.send(...command);
  };
  const app = createApp({ ...platform, workflows: { ...platform.workflows, send } });
  return { ...platform, app };
}

async function placeWithSubject() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  return { place, offering };
}

function changeSettings({ examSessionId }: Place) {
  return platform.db
    .update(examSessions)
    .set({ settingsVersion: sql`${examSessions.settingsVersion} + 1` })
    .where(eq(examSessions.id, examSessionId));
}

describe('what staff change while a command is on its way', () => {
  it('is read again, and the command is done by what holds now', async () => {
    const { place, offering } = await placeWithSubject();
    const staff = { change: async () => {} };
    const candidate = await mintCandidate(
      disturbed(2, () => staff.change()),
      place,
    );
    accepted(await candidate.save());
    staff.change = async () => void (await changeSettings(place));
    accepted(await candidate.select([offering.id]));
    expect(await eventsOf(platform, candidate.registrationId)).toEqual(['saved', 'entryTaken']);
  });

  it('is told when it changes again and again, and the same request is safe to repeat', async () => {
    const { place } = await placeWithSubject();
    const candidate = await mintCandidate(
      disturbed(3, () => changeSettings(place)),
      place,
    );
    const key = 'the-same-key';
    expect(await candidate.save(key)).toMatchObject({ ok: false, status: 503, code: 'FACTS_CHANGED' });
    accepted(await candidate.save(key));
    expect(await eventsOf(platform, candidate.registrationId)).toEqual(['saved']);
  });

  it('a roll entry changed since it was shown is shown anew', async () => {
    const { place } = await placeWithSubject();
    const rollChanges = { registrationId: '' };
    const candidate = await mintCandidate(
      disturbed(1, () =>
        platform.db
          .update(candidates)
          .set({ digest: 'another' })
          .where(eq(candidates.id, rollChanges.registrationId)),
      ),
      place,
    );
    rollChanges.registrationId = candidate.registrationId;
    expect(await candidate.save()).toMatchObject({ ok: false, code: 'ROLL_CHANGED' });
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([]);
  });
});
