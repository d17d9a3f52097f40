import { expect, it } from 'vitest';
import { countsOf, listStatements } from '../../../bench/statements/list-statements.ts';
import { systemClock } from '../../../config/clock.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, recordOf } from '../../support/records.ts';
import { accepted, mintCandidate, mintPlace } from '../../support/walk.ts';

const sent: string[] = [];
const platform = await startPlatform({ clock: systemClock, onStatement: hear });

/** Hears everything but the test's own sign-ins, and its looks whether a registration is paid. */
function hear(text: string): void {
  const isLook = text.endsWith('from "registrations" where "registrations"."id" = $1');
  if (!isLook && !text.startsWith('insert into "sessions"')) sent.push(text);
}

/**
 * The SQL statements of a paid registration, see `listStatements`, as `npm run bench -- 3a` prints them: write down what
 * is saved.
 */
it('the database is asked no more often than this for a paid registration', async () => {
  const place = await mintPlace(platform);
  const { id: offeringId } = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  const counted = {
    sent,
    sendNotice: () => platform.sandbox.fastForward(),
    drain: () => platform.relay.drain(),
  };
  const statements = await listStatements(counted, async () => {
    const candidate = await mintCandidate(platform, place);
    return {
      save: async () => accepted(await candidate.save()),
      select: async () => accepted(await candidate.select([offeringId])),
      chooseTranscript: async () => accepted(await candidate.chooseTranscripts([4])),
      openOrder: async () => accepted(await candidate.openOrder()),
      pay: ({ payUrl }) => platform.sandbox.pay(payUrl!),
      becomesPaid: async () => {
        await eventually(async () => (await recordOf(platform, candidate.registrationId)).stage).toBe('paid');
      },
    };
  });
  // A test that fails prints the end of its log.
  platform.log.info({ statements });
  for (const step of ['save', 'select', 'transcript', 'order'] as const) {
    const sentAfter = statements[step].slice(statements[step].findIndex((text) => text.startsWith('begin')));
    const lock = sentAfter.findIndex((text) => /for (no key )?update/.test(text));
    const compare = sentAfter.findIndex((text) => text.includes('settings_versions'));
    // Whoever sweeps for what a change has moved waits for the transactions that wrote before they compared.
    expect({ step, locks: lock > 0, comparesLater: compare > lock }).toEqual({
      step,
      locks: true,
      comparesLater: true,
    });
  }
  expect(countsOf(statements)).toEqual({ save: 12, select: 12, transcript: 11, order: 11, notice: 12 });
});
