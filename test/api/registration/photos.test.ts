import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { bindRegistration } from '../../../db/registration/bind-registration.ts';
import { readCandidate } from '../../../db/roll/read-candidate.ts';
import { writeRegistration } from '../../../db/registration/write-registration.ts';
import { candidates, photos, registrations } from '../../../db/schema/index.ts';
import { EMPTY_REGISTRATION, type Registration } from '../../../domain/registration/state.ts';
import { drawPortrait } from '../../../stack/demo/portraits.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const versions = await api.mint.agreements();
const { id: examSessionId } = await api.mint.examSession();

/** A person on a roll, with a photo, signed in. */
async function onRoll() {
  const campus = await api.mint.campus();
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  await api.mint.acceptance(passport.id, examSessionId, versions);
  const photoId = await api.mint.photo(candidate.id);
  const token = await api.mint.signIn(passport.id, campus.provinceCode);
  return { campus, passport, candidate, photoId, token };
}

const get = (id: string, candidate?: string, headers: Record<string, string> = {}) =>
  api.get(`/api/photos/${id}`, { candidate, headers });

const stateOf = (passportId: string | null, version: number): Registration => ({
  ...EMPTY_REGISTRATION,
  version,
  passportId,
});

async function bind(candidateId: string, passportId: string, version: number) {
  const [candidate] = await api.db.select().from(candidates).where(eq(candidates.id, candidateId));
  return api.db.transaction((tx) =>
    bindRegistration(tx, api.vault, candidate!, stateOf(passportId, version), api.clock.now()),
  );
}

describe('a photo', () => {
  it('is named on the eligibility page and shown to its person, whom the browser asks for each time', async () => {
    const { token, photoId, candidate } = await onRoll();
    const page = await api.get(`/api/eligibility?examSession=${examSessionId}`, { candidate: token });
    const { matches } = (await page.json()) as { matches: { candidateId: string; photoId: string }[] };
    expect(matches).toMatchObject([{ candidateId: candidate.id, photoId }]);

    const response = await get(photoId, token);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    const etag = response.headers.get('etag') as string;
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    const again = await get(photoId, token, { 'If-None-Match': etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('is nothing to others, to a passport that only claims the ID number, and to nobody', async () => {
    const { photoId, passport } = await onRoll();
    const nothing = { status: 404, code: 'NOT_FOUND' };
    const other = await onRoll();
    expect(await refusal(await get(photoId, other.token))).toEqual(nothing);
    expect(await refusal(await get(photoId, other.token, { 'If-None-Match': `"${photoId}"` }))).toEqual(
      nothing,
    );
    const { name, idNumber } = passport;
    const claiming = await api.mint.passport({ name, idNumber, claiming: true });
    expect(await refusal(await get(photoId, await api.mint.signIn(claiming.id)))).toEqual(nothing);
    expect(await refusal(await get('A'.repeat(43), other.token))).toEqual(nothing);
    expect(await refusal(await get(photoId))).toEqual({ status: 401, code: 'SIGN_IN_REQUIRED' });
    expect(await refusal(await get('x', other.token))).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('stays the one a registration was saved with; a deleted registration lets go of it', async () => {
    const { candidate, passport, photoId, token } = await onRoll();
    expect(await bind(candidate.id, passport.id, 1)).toBe(true);
    const newer = await api.mint.photo(candidate.id, drawPortrait(9_001));
    const shown = await api.get(`/api/registration?examSession=${examSessionId}`, { candidate: token });
    expect(await shown.json()).toMatchObject({ photoId });
    expect((await get(photoId, token)).status).toBe(200);
    expect((await get(newer, token)).status).toBe(200);

    await api.db.transaction((tx) => writeRegistration(tx, candidate.id, stateOf(null, 2), api.clock.now()));
    const [row] = await api.db.select().from(registrations).where(eq(registrations.id, candidate.id));
    expect(row).toMatchObject({ snapshot: null, photoId: null });
  });

  it('that changed since the page was shown keeps the registration from being saved unseen', async () => {
    const { candidate } = await onRoll();
    const digest = async () => (await readCandidate(api.db, api.vault, candidate.id))?.digest;
    const shown = await digest();
    await api.mint.photo(candidate.id, drawPortrait(9_002));
    expect(await digest()).not.toBe(shown);
  });

  it('is not readable in the database', async () => {
    const { photoId } = await onRoll();
    const [row] = await api.db.select().from(photos).where(eq(photos.id, photoId));
    expect(row?.sealed.includes(Buffer.from('PNG'))).toBe(false);
    expect(row?.sealed.includes(Buffer.from('IHDR'))).toBe(false);
  });
});
