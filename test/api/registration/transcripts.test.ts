import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
await api.mint.agreements();

/** A candidate with a paid CET-4 and a paid Japanese level 6, and nothing chosen yet. */
async function registered() {
  const { id: examSessionId } = await api.mint.examSession({
    windows: { transcript: { opensIn: -HOUR_MS, closesIn: DAY_MS } },
  });
  const campus = await api.mint.campus();
  const entries = [];
  for (const subject of ['1', '4']) {
    const { id: offeringId } = await api.mint.offering(examSessionId, campus.code, subject);
    entries.push({ offeringId, subject });
  }
  await api.mint.window(examSessionId, 'transcriptAfterResults', '*', {
    opensIn: 10 * DAY_MS,
    closesIn: 11 * DAY_MS,
  });
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const of = { ...candidate, passportId: passport.id };
  await mintPaidRegistration(api, of, entries, { at: api.clock.now() });
  return { examSessionId, passportId: passport.id };
}

type Registered = Awaited<ReturnType<typeof registered>>;

async function shown({ examSessionId, passportId }: Registered) {
  const response = await api.get(`/api/registration?examSession=${examSessionId}`, {
    // The candidate signs in anew each time, since days may have passed.
    candidate: await api.mint.signIn(passportId),
  });
  const { transcripts, transcriptsUntilAt, actions } = (await response.json()) as {
    transcripts: unknown[];
    transcriptsUntilAt: string | null;
    actions: { chooseTranscripts: string | null };
  };
  return { transcripts, until: transcriptsUntilAt, refusal: actions.chooseTranscripts };
}

describe('transcripts', () => {
  it('are 未选 between the windows, and 仅电子 once the last has ended; minor languages get certificates', async () => {
    const start = api.clock.now();
    const one = await registered();
    const unchosen = [
      { level: 4, kind: 'report', choice: null },
      { level: 6, kind: 'certificate', choice: null },
    ];
    expect(await shown(one)).toEqual({
      transcripts: unchosen,
      until: isoInstant(start + DAY_MS),
      refusal: null,
    });
    api.clock.advance(5 * DAY_MS);
    const closed = 'TRANSCRIPT_WINDOW_CLOSED';
    expect(await shown(one)).toEqual({ transcripts: unchosen, until: null, refusal: closed });
    api.clock.advance(5.5 * DAY_MS);
    expect(await shown(one)).toEqual({
      transcripts: unchosen,
      until: isoInstant(start + 11 * DAY_MS),
      refusal: null,
    });
    api.clock.advance(DAY_MS);
    expect(await shown(one)).toEqual({
      transcripts: unchosen.map((transcript) => ({ ...transcript, choice: 'electronic' })),
      until: null,
      refusal: closed,
    });
  });

  it('are not changed outside the windows, nor for a level there is not', async () => {
    const one = await registered();
    const choose = async (choices: { level: number; choice: string }[]) =>
      refusal(
        await api.call('PUT', `/api/registration/transcripts?examSession=${one.examSessionId}`, {
          body: { choices },
          headers: { 'Idempotency-Key': 'transcripts-test' },
          candidate: await api.mint.signIn(one.passportId),
        }),
      );
    api.clock.advance(5 * DAY_MS);
    expect(await choose([{ level: 4, choice: 'paper' }])).toEqual({
      status: 409,
      code: 'TRANSCRIPT_WINDOW_CLOSED',
    });
    expect(await choose([{ level: 5, choice: 'paper' }])).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
