import { describe, expect, it } from 'vitest';
import { pagesOf } from '../../../web/src/staff/lib/pages.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { mint, clock } = api;
const { id: examSession } = await mint.examSession();
const campus = await mint.campus();
const { id: offeringId } = await mint.offering(examSession, campus.code, '1');

/** Mints somebody of a college with everything that a clerk may look at. */
async function person(department: string) {
  const passport = await mint.passport();
  const roll = { department, className: `${department}一班`, studentNumber: `N-${department}` };
  const candidate = await mint.candidate({ examSessionId: examSession, campus, person: passport, roll });
  const photoId = await mint.photo(candidate.id);
  const of = { ...candidate, passportId: passport.id };
  await mintUnpaidRegistration(api, of, { offeringId, subject: '1', at: clock.now() });
  return { ...passport, candidateId: candidate.id, photoId, studentNumber: roll.studentNumber };
}
const [own, other] = [await person('文学院'), await person('理学院')];
const { account } = await mint.staff({ role: 'collegeClerk', scope: `${campus.schoolCode}/文学院` });
const staff = await mint.staffSignIn(account);
const session = `examSession=${examSession}`;
const get = async (path: string) => {
  const response = await api.get(`/api/staff/${path}`, { staff });
  return { status: response.status, text: await response.text() };
};
const post = async (path: string, body: object) => {
  const response = await api.post(`/api/staff/${path}`, body, { staff });
  return { status: response.status, text: await response.text() };
};
/** What an answer would tell of the other college. */
const SECRETS = [other.candidateId, other.id, other.photoId, other.studentNumber, '理学院'];
const told = (text: string) => SECRETS.filter((secret) => text.includes(secret));

describe('a clerk sees of another college', () => {
  it.each([
    ['photos', 'photos'],
    ['proof lists', 'proof-lists'],
    ['people of the roll', 'people'],
    ['who has not paid', 'unpaid'],
    ['figures of payment', 'payment-statistics'],
    ['passports', 'passports'],
  ])('nothing in a list: %s', async (_name, path) => {
    const { status, text } = await get(`${path}?${session}`);
    expect([status, told(text)]).toEqual([200, []]);
    // The own college is there: an empty answer would show nothing of anybody.
    expect(text).toMatch(new RegExp([own.candidateId, own.id, '文学院'].join('|')));
    const { text: asked } = await get(`${path}?${session}&college=理学院`);
    expect(told(asked).filter((secret) => secret !== '理学院')).toEqual([]);
  });

  it.each(['photos', 'people', 'unpaid', 'payment-statistics'])('nothing in a file: %s', async (path) => {
    const file = await exportedFile(api, `/api/staff/${path}/exports?${session}`, staff);
    expect(told(file.toString())).toEqual([]);
    expect(file.toString()).toContain('文学院');
  });

  it('nothing by any number or name', async () => {
    for (const text of [other.idNumber, other.name, other.studentNumber, other.id]) {
      const found = await post(`candidates/lookups?${session}`, { text });
      expect([text, told(found.text)]).toEqual([text, []]);
    }
    expect((await post(`candidates/lookups?${session}`, { text: own.idNumber })).text).toContain(
      own.candidateId,
    );
  });

  it('no person and no picture', async () => {
    for (const path of [
      `candidates/${other.candidateId}`,
      `candidates/${other.candidateId}/dossier`,
      `candidates/${other.candidateId}/timeline`,
      `photos/${other.candidateId}/picture`,
      `registrations/${other.candidateId}/live`,
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    const decision = { outcome: 'accept', photoId: other.photoId };
    expect((await post(`photos/${other.candidateId}/decision`, decision)).status).toBe(404);
    const all = await post(`photos/decisions?${session}`, { outcome: 'accept', seenCount: 2 });
    expect(all.text).toContain('"count":1');
  });

  it('no settings, batches or messages of anybody', async () => {
    for (const path of [
      'places?kind=school',
      'batches',
      'batch-approvals',
      'capacity-changes',
      'notices',
      'accounts',
      'dashboard',
      'reviews',
      'audit',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 403]);
    expect((await post(`unpaid/reminders/preview?${session}`, {})).status).toBe(403);
  });

  it('and has these pages, which the above goes through', () => {
    expect(pagesOf('collegeClerk').map(({ name }) => name)).toEqual([
      'photos',
      'unpaid',
      'payments',
      'people',
      'candidates',
      'candidate',
      'passports',
      'proofLists',
      'exports',
      'handbook',
      'rights',
      'security',
    ]);
  });
});

it('a clerk whose college was named before look-alikes were read as one has its people, as stored then and now', async () => {
  const school = await mint.campus();
  const [before, now] = ['国际学院（中外•合作）', '国际学院(中外·合作)'] as const;
  const people: { id: string }[] = [];
  for (const department of [before, now, '国际学院'])
    people.push(await mint.candidate({ examSessionId: examSession, campus: school, roll: { department } }));
  const seenBy = async (college: string) => {
    const clerk = await mint.staff({ role: 'collegeClerk', scope: `${school.schoolCode}/${college}` });
    const signedIn = await mint.staffSignIn(clerk.account);
    const statuses = people.map(
      async ({ id }) => (await api.get(`/api/staff/candidates/${id}`, { staff: signedIn })).status,
    );
    return Promise.all(statuses);
  };
  expect(await seenBy(before)).toEqual([200, 200, 404]);
  expect(await seenBy(now)).toEqual([404, 200, 404]);
});

it('a class stored before is found as a filter offers it', async () => {
  const school = await mint.campus();
  const className = '卓越（1）班';
  await mint.candidate({ examSessionId: examSession, campus: school, roll: { className } });
  const { account: admin } = await mint.staff({ role: 'schoolAdmin', scope: school.schoolCode });
  const query = new URLSearchParams({ examSession, class: className });
  const found = await api.get(`/api/staff/people?${query}`, { staff: await mint.staffSignIn(admin) });
  expect((await found.json()).people).toHaveLength(1);
});
