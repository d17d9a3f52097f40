import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../db/batches/create-batch.ts';
import { recordAudit } from '../../../db/record-audit.ts';
import { candidateActor, staffActor } from '../../../domain/actor.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const staff = await api.mint.staffSignIn((await api.mint.staff()).account);
const target = `offering/${randomUUID()}`;
const at = api.clock.now();
const capacity = (from: number, to: number) =>
  ({ action: 'capacityChanged', details: { from, to } }) as const;
await recordAudit(
  api.db,
  { ...capacity(10, 20), actor: staffActor('one'), target, happenedAt: at - 2 * HOUR_MS },
  { ...capacity(20, 30), actor: staffActor('two'), target, happenedAt: at - HOUR_MS },
  {
    action: 'arranged',
    details: { round: 1, seed: 's', roomSize: 30, seatCount: 1 },
    actor: staffActor('two'),
    target,
    happenedAt: at,
  },
);

const read = async (query: Record<string, string>) => {
  const response = await api.get(`/api/staff/audit?${new URLSearchParams(query)}`, { staff });
  return (await response.json()) as {
    entries: { action: string; details: object; actor: string }[];
    nextCursor: string | null;
  };
};
const detailsOf = async (query: Record<string, string>) =>
  (await read({ target, ...query })).entries.map(({ details }) => details);

describe('the audit log', () => {
  it('is searched by target, person, action and time, newest first', async () => {
    expect((await read({ target })).entries.map(({ action }) => action)).toEqual([
      'arranged',
      'capacityChanged',
      'capacityChanged',
    ]);
    expect(await detailsOf({ action: 'capacityChanged' })).toEqual([
      { from: 20, to: 30 },
      { from: 10, to: 20 },
    ]);
    for (const actor of ['staff/one', 'ｓtaff/one\u200B', 'one', 'ONE ', 'Staff/One'])
      expect(await detailsOf({ actor })).toEqual([{ from: 10, to: 20 }]);
    expect(await detailsOf({ target: ` ${target.replace('/', '／')}`, actor: 'staff/one' })).toHaveLength(1);
    const span = { from: isoInstant(at - HOUR_MS), to: isoInstant(at) };
    expect(await detailsOf(span)).toEqual([{ from: 20, to: 30 }]);
  });

  it('is searched by what people know: an account, the id of a passport, the code of a place', async () => {
    const passport = randomUUID().replaceAll('-', '');
    const { code } = await api.mint.campus();
    const change = { ...capacity(1, 2), actor: candidateActor(passport), happenedAt: at };
    await recordAudit(
      api.db,
      { ...change, target: candidateActor(passport) },
      { ...change, target: `settings/*/${code}` },
    );
    for (const known of [passport, passport.toUpperCase(), `passport/${passport}`])
      expect((await read({ actor: known })).entries).toHaveLength(2);
    for (const known of [passport, code]) expect((await read({ target: known })).entries).toHaveLength(1);
  });

  it('is searched by a place or an exam session, whatever was done there', async () => {
    const campus = await api.mint.campus();
    const session = await api.mint.examSession();
    const offering = await api.mint.offering(session.id, campus.code, '1');
    const done = (of: string) =>
      recordAudit(api.db, { ...capacity(1, 2), actor: staffActor('one'), target: of, happenedAt: at });
    const there = [
      `settings/*/${campus.code}`,
      `settings/${session.id}/${campus.code}`,
      `notices/${campus.code}`,
      `offering/${offering.id}`,
    ];
    const ofSession = [
      `examSession/${session.id}`,
      `settings/${session.id}/*`,
      `settings/${session.id}/${campus.provinceCode}`,
    ];
    for (const of of [...there, ...ofSession]) await done(of);
    const targets = async (known: string) =>
      (await read({ target: known })).entries.map((entry) => (entry as unknown as { target: string }).target);
    expect((await targets(campus.code)).toSorted()).toEqual(there.toSorted());
    expect((await targets(session.id)).toSorted()).toEqual(ofSession.toSorted());
  });

  it('names what its targets are about: place, subject and exam session', async () => {
    const campus = await api.mint.campus();
    const session = await api.mint.examSession();
    const offering = await api.mint.offering(session.id, campus.code, '1');
    const place = {
      code: campus.code,
      name: {
        zh: `(${campus.schoolCode})测试学校 (${campus.code})测试校区`,
        en: `School ${campus.schoolCode}, Campus ${campus.code}`,
      },
    };
    const province = { zh: `(${campus.provinceCode})测试省`, en: `Province ${campus.provinceCode}` };
    for (const [of, about] of [
      [`offering/${offering.id}`, { examSession: session.id, place, subject: '1' }],
      [`settings/${session.id}/${campus.code}`, { examSession: session.id, place, subject: null }],
      [
        `settings/*/${campus.provinceCode}`,
        { examSession: null, place: { code: campus.provinceCode, name: province }, subject: null },
      ],
      [`settings/${session.id}/*`, { examSession: session.id, place: null, subject: null }],
      ['staff/one', null],
    ] as const) {
      const entry = { ...capacity(1, 2), actor: staffActor('one'), target: of, happenedAt: at };
      await recordAudit(api.db, entry);
      expect((await read({ target: of })).entries).toMatchObject([{ target: of, about }]);
    }
  });

  it('finds the batches of a place by its code, and says whose they are', async () => {
    const [here, elsewhere] = [await api.mint.campus(), await api.mint.campus()];
    const session = await api.mint.examSession();
    const { account } = await api.mint.staff();
    for (const { schoolCode } of [here, elsewhere]) {
      const batch = randomUUID();
      await createBatch(
        api.db,
        api.vault,
        {
          id: batch,
          kind: 'roll',
          examSessionId: session.id,
          scope: schoolCode as Scope,
          startedBy: staffActor(account),
          fileName: 'roll.csv',
        },
        at,
      );
      const entry = { ...capacity(1, 2), actor: staffActor('one'), target: `batch/${batch}`, happenedAt: at };
      await recordAudit(api.db, entry);
    }
    const { entries } = await read({ target: here.schoolCode, action: 'capacityChanged' });
    expect(entries).toMatchObject([
      { about: { examSession: session.id, place: { code: here.schoolCode }, subject: null } },
    ]);
  });

  it('is paged', async () => {
    const first = await read({ target, limit: '2' });
    const second = await read({ target, limit: '2', after: first.nextCursor! });
    expect([first.entries.length, second.entries.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  it('is for the centre: others are refused, and a smaller scope sees nothing', async () => {
    const { account: other } = await api.mint.staff({ role: 'provinceAdmin', scope: '99' });
    const refused = await api.get('/api/staff/audit', { staff: await api.mint.staffSignIn(other) });
    expect(await refusal(refused)).toEqual({ status: 403, code: 'STAFF_ONLY' });
    const { account: narrow } = await api.mint.staff({ scope: '99' });
    const seen = await api.get('/api/staff/audit', { staff: await api.mint.staffSignIn(narrow) });
    expect(await seen.json()).toEqual({ entries: [], nextCursor: null });
  });
});
