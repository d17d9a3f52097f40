import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { hasOwnNumber } from '../../../db/passport/own-number.ts';
import { holdOpenPassport } from '../../../db/passport/hold-open-passport.ts';
import { lockRebindParties } from '../../../db/rebind/read-rebind.ts';
import { findRegistrationsOf } from '../../../db/registration/find-registrations.ts';
import { findToFile } from '../../../db/review/find-to-file.ts';
import { idNumberIndex, nameIndex } from '../../../db/person/personal-index.ts';
import { readScoreRecord } from '../../../db/roll/read-score-record.ts';
import { readCandidate } from '../../../db/roll/read-candidate.ts';
import { candidates, scoreRecords, securityEvents } from '../../../db/schema/index.ts';
import type { MintedCandidate, MintedPassport } from '../../support/factories.ts';
import { onDatabase } from '../../support/sql.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const { db, vault, mint } = api;
const versions = await mint.agreements();
const campus = await mint.campus();
const { id: examSessionId } = await mint.examSession();
await mint.offering(examSessionId, campus.code, '1');
const asApplication = (statement: string) => onDatabase(api.databaseUrl, (sql) => sql.unsafe(statement));
const NO_MATCH = { status: 404, code: 'NO_ROLL_MATCH' };

/** Somebody on a roll with a photo, and somebody else of the same name who has the database. */
async function victimAndThief({ victimHold }: { victimHold?: 'reserving' } = {}) {
  const person = mint.person();
  const victim = victimHold ? await mint.passport(person) : person;
  const candidate = await mint.candidate({ examSessionId, campus, person });
  const photoId = await mint.photo(candidate.id);
  const thief = await mint.passport({ name: person.name, hold: 'naming' });
  await mint.acceptance(thief.id, examSessionId, versions);
  return { victim, candidate, photoId, thief };
}

/** Copies the index of a roll entry, as whoever has the application's password can. */
const copyIndex = ({ id }: MintedPassport, of: MintedCandidate) =>
  asApplication(`update passports set id_type = 'residentId', hold = 'reserving', id_number_index =
    (select id_number_index from candidates where id = '${of.id}') where id = '${id}'`);

const eligibility = (candidate: string) =>
  api.get(`/api/eligibility?examSession=${examSessionId}`, { candidate });

async function save(candidate: string, { id, digest }: { id: string; digest: string }) {
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  const body = { examSessionId, candidateId: id, digest, dataConfirmed: true, mobileConfirmed: true };
  return refusal(await api.call('PUT', '/api/registration', { candidate, headers, body }));
}

async function noted(passportId: string): Promise<string[]> {
  await api.securityLog.flush();
  const rows = await db
    .select({ reason: securityEvents.reason })
    .from(securityEvents)
    .where(
      and(eq(securityEvents.event, 'indexMisplaced'), eq(securityEvents.account, `passport/${passportId}`)),
    );
  return rows.map(({ reason }) => reason);
}

describe('an index copied in SQL from a roll entry to one’s own passport', () => {
  it('gives neither the entry, nor its photo, nor a registration, and is noted', async () => {
    const { candidate, photoId, thief } = await victimAndThief();
    const token = await mint.signIn(thief.id, campus.provinceCode);
    await copyIndex(thief, candidate);
    expect(await refusal(await eligibility(token))).toEqual(NO_MATCH);
    expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(404);
    expect(await save(token, candidate)).toEqual(NO_MATCH);
    expect(
      await refusal(await api.get(`/api/review?examSession=${examSessionId}`, { candidate: token })),
    ).toEqual(NO_MATCH);
    expect(await noted(thief.id)).toEqual(['passports.personal']);
  });

  it('signs nobody in by the number, and finds no account', async () => {
    const { victim, candidate, thief } = await victimAndThief();
    await copyIndex(thief, candidate);
    await mint.registration(candidate, thief.id);
    const { idType, idNumber, name } = victim;
    const signIn = async (account: string, idType_: string | undefined) =>
      api.post('/api/sessions', {
        account,
        ...(idType_ && { idType: idType_ }),
        provinceCode: campus.provinceCode,
        password: thief.password,
        captcha: await api.captcha(),
      });
    for (const type of [undefined, idType])
      expect(await refusal(await signIn(idNumber, type))).toEqual({ status: 401, code: 'WRONG_CREDENTIALS' });
    expect((await signIn(thief.email, undefined)).status).toBe(200);
    const found = await api.post('/api/account-recoveries', {
      idType,
      idNumber,
      name,
      captcha: await api.captcha(),
    });
    expect(await refusal(found)).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect(await noted(thief.id)).toEqual(['passports.personal']);
  });

  it('is no number to act for in a transaction, nor one to rebind', async () => {
    const holder = await mint.passport();
    const claimant = await mint.passport({ name: holder.name, hold: 'claiming' });
    await asApplication(`update passports set id_number_index =
      (select id_number_index from passports where id = '${holder.id}') where id = '${claimant.id}'`);
    await db.transaction(async (tx) => {
      expect(await holdOpenPassport(tx, vault, claimant.id)).toBeNull();
      expect(await lockRebindParties(tx, vault, claimant.id)).toEqual({ claimant: null, holder: null });
      expect(await hasOwnNumber(tx, (await holdOpenPassport(tx, vault, holder.id))!)).toBe(true);
    });
  });

  it('hides nobody’s passport that has the address, when it is an address', async () => {
    const owner = await mint.passport();
    const thief = await mint.passport();
    await asApplication(`update passports set email_verified_at = null where id = '${owner.id}'`);
    await asApplication(`update passports set email_index =
      (select email_index from passports where id = '${owner.id}') where id = '${thief.id}'`);
    const signIn = async (password: string) =>
      api.post('/api/sessions', { account: owner.email, password, captcha: await api.captcha() });
    const signedIn = await signIn(owner.password);
    expect(signedIn.status).toBe(200);
    expect(await signedIn.json()).toMatchObject({ passportId: owner.id });
    expect(await noted(thief.id)).toEqual(['passports.personal']);
  });
});

describe('indexes copied in SQL to somebody’s roll entry', () => {
  /** Gives the entry the indexes of the thief’s number and name. */
  const takeOver = ({ id }: MintedCandidate, thief: MintedPassport) =>
    db
      .update(candidates)
      .set({
        idNumberIndex: idNumberIndex(vault, thief.idType, thief.idNumber),
        nameIndex: nameIndex(vault, thief.name),
      })
      .where(eq(candidates.id, id));

  it('give neither the entry, nor its photo, nor a registration', async () => {
    const { candidate, photoId, thief } = await victimAndThief();
    const token = await mint.signIn(thief.id, campus.provinceCode);
    await takeOver(candidate, thief);
    expect(await refusal(await eligibility(token))).toEqual(NO_MATCH);
    expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(404);
    expect(await save(token, candidate)).toEqual(NO_MATCH);
    await api.securityLog.flush();
    const rows = await db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.reason, 'candidates.personal'));
    expect(rows).not.toEqual([]);
  });

  it('find neither a ticket to print nor somebody to file a re-check for', async () => {
    const { victim, candidate, thief } = await victimAndThief({ victimHold: 'reserving' });
    await mint.registration(candidate, (victim as MintedPassport).id);
    await takeOver(candidate, thief);
    const { idType, idNumber, name } = thief;
    const asked = { examSessionId, idType, idNumber, name };
    expect(await findRegistrationsOf(db, vault, asked)).toEqual([]);
    const index = idNumberIndex(vault, idType, idNumber);
    const person = {
      examSessionId,
      scope: '*' as const,
      idNumberIndex: index,
      nameIndex: nameIndex(vault, name),
    };
    expect(await findToFile(db, vault, person)).toBeNull();
    const read = await readCandidate(db, vault, candidate.id);
    expect(read?.idNumberIndex).toBe(idNumberIndex(vault, victim.idType, victim.idNumber));
    // Whoever registered is still found by their own.
    const own = await findRegistrationsOf(db, vault, { ...asked, ...victim });
    expect(own.map(({ id }) => id)).toEqual([candidate.id]);
  });
});

it('a score record that is moved to somebody in SQL is not theirs', async () => {
  const [owner, thief] = [await mint.passport(), await mint.passport()];
  const ticket = await mint.score(owner, 600);
  await db
    .update(scoreRecords)
    .set({
      idNumberIndex: idNumberIndex(vault, thief.idType, thief.idNumber),
      nameIndex: nameIndex(vault, thief.name),
    })
    .where(eq(scoreRecords.ticketNumber, ticket));
  const not = { sameIdNumber: false, sameName: false };
  expect(await readScoreRecord(db, vault, ticket, thief)).toMatchObject(not);
  expect(await readScoreRecord(db, vault, ticket, owner)).toMatchObject(not);
});
