import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { compareCounters } from '../../../db/dashboard/compare-counters.ts';
import { foldAllDeltas } from '../../../db/dashboard/fold-deltas.ts';
import { registrations } from '../../../db/schema/index.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import type { MintedCampus } from '../../support/factories.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { db, mint, clock } = api;
const { id: examSession } = await mint.examSession();
const campus = await mint.campus();
const sister = await mint.campus({ provinceCode: campus.provinceCode });

/** Mints somebody of a college who holds a seat for CET-4, or has paid for it. */
async function person(at: MintedCampus, offeringId: number, department: string, isPaid = false) {
  const candidate = await mint.candidate({ examSessionId: examSession, campus: at, roll: { department } });
  const of = { ...candidate, passportId: (await mint.passport()).id };
  const state = await mintUnpaidRegistration(api, of, { offeringId, subject: '1', at: clock.now() });
  if (!isPaid) return;
  const entries = state.entries.map((entry) => ({ ...entry, state: 'paid' as const, paidAt: clock.now() }));
  await db
    .update(registrations)
    .set({ stage: 'paid', version: 2, state: { ...state, version: 2, entries } })
    .where(eq(registrations.id, candidate.id));
}

const [here, there] = [
  await mint.offering(examSession, campus.code, '1'),
  await mint.offering(examSession, sister.code, '1'),
];
await person(campus, here.id, '文学院');
await person(campus, here.id, '文学院', true);
await person(campus, here.id, '理学院', true);
await person(sister, there.id, '文学院');
await foldAllDeltas(db);

async function signIn(role: StaffRole, scope: string) {
  const staff = await mint.staffSignIn((await mint.staff({ role, scope })).account);
  return async (more = '') => {
    const response = await api.get(`/api/staff/payment-statistics?examSession=${examSession}${more}`, {
      staff,
    });
    return { status: response.status, body: await response.json(), staff };
  };
}
const [one, paid] = [
  { paid: 0, unpaid: 1, paidFen: 0, unpaidFen: 3_000 },
  { paid: 1, unpaid: 0, paidFen: 3_000, unpaidFen: 0 },
];
const school = { paid: 2, unpaid: 1, paidFen: 6_000, unpaidFen: 3_000 };

it('says of a school what is paid and not by college, campus, subject and class, and as a file', async () => {
  const ask = await signIn('schoolAdmin', campus.schoolCode);
  const { body, staff } = await ask();
  expect(body).toMatchObject({ by: 'college', groups: ['college', 'campus', 'subject'], total: school });
  expect(body.rows).toEqual(
    expect.arrayContaining([
      { key: '文学院', name: null, paid: 1, unpaid: 1, paidFen: 3_000, unpaidFen: 3_000 },
      { key: '理学院', name: null, ...paid },
    ]),
  );
  expect((await ask('&by=subject')).body.rows).toEqual([
    { key: '1', name: { zh: expect.any(String), en: expect.any(String) }, ...school },
  ]);
  expect((await ask('&by=campus')).body.rows).toMatchObject([{ key: campus.code, ...school }]);
  expect((await ask('&college=理学院')).body).toMatchObject({
    by: 'class',
    rows: [{ key: '一班', ...paid }],
  });
  expect((await ask('&by=class')).status).toBe(400);
  expect((await ask(`&inside=${sister.schoolCode}`)).status).toBe(404);
  const path = `/api/staff/payment-statistics/exports?examSession=${examSession}`;
  expect((await exportedFile(api, path, staff)).toString()).toContain('"理学院","",1,0,30,0');
});

it('says it of a province and the country out of counters, which are what the rows add up to', async () => {
  const province = await signIn('provinceAdmin', campus.provinceCode);
  expect((await province()).body).toMatchObject({
    by: 'school',
    rows: [
      { key: campus.schoolCode, ...school },
      { key: sister.schoolCode, ...one },
    ],
    total: { paid: 2, unpaid: 2, paidFen: 6_000, unpaidFen: 6_000 },
  });
  const country = await signIn('centreAdmin', '*');
  expect((await country()).body).toMatchObject({
    by: 'province',
    rows: [{ key: campus.provinceCode, paid: 2 }],
  });
  expect((await country('&by=subject')).body.rows).toMatchObject([{ key: '1', paid: 2, unpaid: 2 }]);
  expect((await country(`&inside=${campus.schoolCode}`)).body.total).toEqual(school);
  expect(await compareCounters(db)).toEqual([]);
});

it('says to a college what its own people have paid, and no more', async () => {
  const ask = await signIn('collegeClerk', `${campus.schoolCode}/理学院`);
  expect((await ask()).body).toMatchObject({ by: 'class', total: paid });
  expect((await ask('&by=subject')).body.total).toEqual(paid);
  expect((await ask('&college=文学院')).body.rows).toEqual([]);
  for (const place of [campus.schoolCode, campus.provinceCode])
    expect((await ask(`&inside=${place}`)).status).toBe(404);
});
