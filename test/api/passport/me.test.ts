import { describe, expect, it } from 'vitest';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

describe('the signed-in passport', () => {
  it('says where it is registered, and what is unpaid there', async () => {
    const [earlier, later, never] = [
      await api.mint.examSession(),
      await api.mint.examSession(),
      await api.mint.examSession(),
    ];
    const campus = await api.mint.campus();
    const passport = await api.mint.passport();
    const at = api.clock.now();
    for (const [{ id: examSessionId }, state] of [
      [earlier, 'paid'],
      [later, 'held'],
    ] as const) {
      const { id: offeringId } = await api.mint.offering(examSessionId, campus.code, '1');
      const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
      const of = { ...candidate, passportId: passport.id };
      await mintPaidRegistration(api, of, [{ offeringId, subject: '1', state }], { at });
    }
    const response = await api.get('/api/me', { candidate: await api.mint.signIn(passport.id) });
    const { registrations } = (await response.json()) as { registrations: { examSessionId: string }[] };
    expect(registrations).toMatchObject([
      { examSessionId: later.id, unpaidFen: 3_000 },
      { examSessionId: earlier.id, unpaidFen: 0 },
    ]);
    expect(registrations.map(({ examSessionId }) => examSessionId)).not.toContain(never.id);
  });

  it('says so when it is registered nowhere', async () => {
    const { id } = await api.mint.passport();
    const response = await api.get('/api/me', { candidate: await api.mint.signIn(id) });
    expect(await response.json()).toMatchObject({ registrations: [] });
  });
});
