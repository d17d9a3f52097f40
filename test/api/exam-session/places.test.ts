import type { z } from '@hono/zod-openapi';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { placeListSchema, placeSchema } from '../../../api/exam-session/place-schemas.ts';
import { auditLog, campuses, schools } from '../../../db/schema/index.ts';
import { readVersions } from '../../../db/exam-session/settings-versions.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { mintSettingStaff, type Refused, type Settled } from '../../support/setting-calls.ts';
import { createTestApi } from '../test-api.ts';

type Place = z.infer<typeof placeSchema>;
type PlaceList = z.infer<typeof placeListSchema>;

const api = await createTestApi();
const { db, mint } = api;
await mint.examSession();
const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });

const named = (zh: string) => ({ zh, en: `Name of ${zh}` });
const plain = { writtenCampusCodes: [], oralLetsOut: false, oralAdmitsOutsidersFrom: null };

/** Adds a school with two campuses, as the centre does. */
async function addSchool(school: string) {
  const set = async (path: string, body: object) => {
    const { status } = await centre.call('PUT', path, { version: 0, ...body });
    expect(status).toBe(200);
  };
  await set(`/provinces/${school.slice(0, 2)}`, { name: named(`${school.slice(0, 2)}省`) });
  await set(`/schools/${school}`, { name: named(`${school}校`) });
  for (const last of [0, 1])
    await set(`/campuses/${school}${last}`, { name: named(`校区${last}`), ...plain });
  const { version } = (await centre.call<Place>('GET', `/places/${school}0`)).body;
  return { campus: `${school}0`, other: `${school}1`, version };
}

describe('a place that was made by mistake', () => {
  const flawsOf = (body: Refused) => body.flaws.map(({ code, at }) => [code, at]);
  const removing = async (kind: string, code: string, version?: number) => {
    const shown = (await centre.call<Place>('GET', `/places/${code}`)).body.version;
    return centre.call<Settled & Refused>('DELETE', `/${kind}/${code}?version=${version ?? shown}`);
  };

  it('is deleted from the inside out, on the version that was seen, and its code is free again', async () => {
    const { code, schoolCode } = await mint.campus();
    expect(flawsOf((await removing('schools', schoolCode)).body)).toEqual([['PLACE_IN_USE', schoolCode]]);
    expect((await removing('campuses', code, 999)).body.code).toBe('SETTINGS_OUTDATED');
    expect((await removing('campuses', code)).body.isApplied).toBe(true);
    expect((await removing('schools', schoolCode)).body.isApplied).toBe(true);
    expect((await removing('schools', schoolCode, 0)).status).toBe(404);
    const told = await db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.target, `settings/*/${schoolCode}`));
    expect(told).toContainEqual({ action: 'placeDeleted' });
    const again = { version: 0, name: named(`${schoolCode}又`), isNew: true };
    expect((await centre.call('PUT', `/schools/${schoolCode}`, again)).body).not.toHaveProperty('flaws');
  });

  it('stays once anything uses its code', async () => {
    const [offered, onRoll, kept, sent] = [
      await mint.campus(),
      await mint.campus(),
      await mint.campus(),
      await mint.campus(),
    ];
    const session = await mint.examSession();
    await mint.offering(session.id, offered.code, '1');
    await mint.candidate({ examSessionId: session.id, campus: onRoll });
    await mint.staff({ role: 'collegeClerk', scope: `${kept.schoolCode}/文学院` as Scope });
    await db
      .update(campuses)
      .set({ settings: { writtenCampusCodes: [sent.code] } })
      .where(eq(campuses.code, offered.code));
    for (const { code } of [offered, onRoll, sent])
      expect(flawsOf((await removing('campuses', code)).body)).toEqual([['PLACE_IN_USE', code]]);
    expect((await removing('campuses', kept.code)).body.isApplied).toBe(true);
    const refused = (await removing('schools', kept.schoolCode)).body;
    expect(flawsOf(refused)).toEqual([['PLACE_IN_USE', kept.schoolCode]]);
    expect(refused.flaws[0]?.messages).toEqual({
      zh: '还有 1 个工作人员账号在使用此代码，不能删除。',
      en: 'It cannot be deleted, because of what uses its code: accounts of staff: 1.',
    });
    const both = await removing('campuses', onRoll.code);
    expect(both.body.flaws[0]?.messages.zh).toBe('还有 1 条学籍在使用此代码，不能删除。');
  });
});

describe('places', () => {
  it('are told apart by their names', async () => {
    const { campus, other, version } = await addSchool('80101');
    await addSchool('79101');
    const flaws = async (path: string, zh: string, more: object = { version: 0 }) => {
      const { body } = await centre.call<Refused>('PUT', path, { name: named(zh), ...more });
      return body.flaws.map(({ code, at, against }) => [code, at, against]);
    };
    const both = (code: string, against: string) => [
      ['NAME_TAKEN', code, against],
      ['NAME_EN_TAKEN', code, against],
    ];
    expect(await flaws('/provinces/78', '80省')).toEqual(both('78', '80'));
    expect(await flaws('/schools/79102', '80101校')).toEqual(both('79102', '80101'));
    const changed = { ...plain, version };
    expect(await flaws(`/campuses/${other}`, '校区0', changed)).toEqual(both(other, campus));
  });

  it('are added from nothing, each inside the one before, and shown with their settings', async () => {
    const { campus, other, version } = await addSchool('81101');
    const settings = {
      writtenCampusCodes: [other],
      oralLetsOut: true,
      oralAdmitsOutsidersFrom: '2026-12-01T00:00:00.000Z',
    };
    const set = await centre.call<Settled>('PUT', `/campuses/${campus}`, {
      name: named('校区0'),
      ...settings,
      version,
    });
    expect(set.body).toMatchObject({
      isApplied: true,
      version: version + 1,
      changes: [
        { field: 'writtenCampusCodes', from: [], to: [other] },
        { field: 'oralLetsOut', from: false, to: true },
        { field: 'oralAdmitsOutsidersFrom', from: null, to: settings.oralAdmitsOutsidersFrom },
      ],
      impact: { count: 0 },
    });
    const shown = await centre.call<Place>('GET', `/places/${campus}`);
    const listed = await centre.call<PlaceList>('GET', `/places?kind=campus&search=${campus}`);
    expect(listed.body.places).toEqual([shown.body]);
    expect(shown.body).toEqual({
      code: campus,
      kind: 'campus',
      name: named('校区0'),
      version: version + 1,
      ...settings,
    });
    const audited = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `settings/*/${campus}`));
    expect(audited.map(({ actor, action }) => [actor, action])).toEqual([
      [`staff/${centre.account}`, 'placeAdded'],
      [`staff/${centre.account}`, 'placeSet'],
    ]);
    expect(audited[1]!.details).toEqual({ version: version + 1, changes: set.body.changes });
  });

  it('are found by code, name and what is around them, page by page, inside the scope alone', async () => {
    await addSchool('82101');
    await addSchool('82102');
    const school = await mintSettingStaff(api, { role: 'schoolAdmin', scope: '82101' });
    const codes = async (who: typeof centre, query: string) =>
      (await who.call<PlaceList>('GET', `/places?${query}`)).body.places.map(({ code }) => code);
    expect(await codes(centre, 'kind=campus&inside=82')).toEqual(['821010', '821011', '821020', '821021']);
    expect(await codes(centre, 'kind=campus&search=8210')).toHaveLength(4);
    expect(await codes(centre, `kind=campus&inside=82&search=${encodeURIComponent('区1')}`)).toEqual([
      '821011',
      '821021',
    ]);
    expect(await codes(centre, 'kind=campus&search=%25')).toEqual([]);
    for (const typed of ['区１', '\u200B区\uFF11'])
      expect(await codes(centre, `kind=campus&inside=82&search=${encodeURIComponent(typed)}`)).toHaveLength(
        2,
      );
    const pasted = encodeURIComponent('\u200B８２１０ ');
    expect(
      await codes(centre, `kind=campus&inside=${encodeURIComponent('８２')}&search=${pasted}`),
    ).toHaveLength(4);
    expect(await codes(school, 'kind=campus')).toEqual(['821010', '821011']);
    expect(await codes(school, 'kind=campus&inside=82102')).toEqual([]);
    expect(await school.call('GET', '/places/821020')).toMatchObject({ status: 404 });
    for (const [order, expected] of [
      ['sort=code', ['821010', '821011', '821020', '821021']],
      ['sort=code&order=desc', ['821021', '821020', '821011', '821010']],
      ['sort=nameZh', ['821010', '821020', '821011', '821021']],
    ] as const) {
      const query = `kind=campus&inside=82&limit=3&${order}`;
      const first = (await centre.call<PlaceList>('GET', `/places?${query}`)).body;
      expect(first.places.map(({ code }) => code)).toEqual(expected.slice(0, 3));
      expect(await codes(centre, `${query}&after=${first.nextCursor}`)).toEqual(expected.slice(3));
    }
    expect((await centre.call('GET', '/places?kind=campus&after=821020')).status).toBe(400);
  });

  it('are changed on the version that was seen: the second person learns what the first one did', async () => {
    const { campus, version } = await addSchool('83101');
    const rename = (zh: string, on = version) =>
      centre.call<Settled & Refused>('PUT', `/campuses/${campus}`, {
        name: named(zh),
        ...plain,
        version: on,
      });
    expect((await rename('新校区')).status).toBe(200);
    const late = await rename('另一校区');
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'SETTINGS_OUTDATED',
        version: version + 1,
        present: { nameZh: '新校区' },
        meanwhile: [
          {
            actor: `staff/${centre.account}`,
            version: version + 1,
            changes: [
              { field: 'nameZh', from: '校区0', to: '新校区' },
              { field: 'nameEn', from: 'Name of 校区0', to: 'Name of 新校区' },
            ],
          },
        ],
      },
    });
    // The same once more is done already, whatever version it was made on.
    expect((await rename('新校区')).body).toMatchObject({
      isApplied: false,
      version: version + 1,
      changes: [],
    });
    expect((await rename('另一校区', version + 1)).body).toMatchObject({ isApplied: true });
  });

  it('are added under a code that is free alone: one that exists is named, and stays as it is', async () => {
    const { campus, version } = await addSchool('88101');
    for (const [path, body] of [
      ['/provinces/88', { name: named('另省') }],
      ['/schools/88101', { name: named('另校') }],
      [`/campuses/${campus}`, { name: named('另一校区'), ...plain }],
    ] as const)
      for (const on of [0, version, version + 7])
        expect(await centre.call('PUT', path, { ...body, version: on, isNew: true })).toMatchObject({
          status: 409,
          body: { code: 'SETTING_EXISTS', fields: [{ path: 'path.code', code: 'exists' }] },
        });
    expect((await centre.call<Place>('GET', `/places/${campus}`)).body.name).toEqual(named('校区0'));
    // Sent once more, what was added is answered as it is.
    const again = { name: named('校区0'), ...plain, version: 0, isNew: true };
    expect((await centre.call('PUT', `/campuses/${campus}`, again)).body).toMatchObject({ isApplied: false });
  });

  it('are refused with everything that is wrong, and nothing is changed', async () => {
    const { campus, other, version } = await addSchool('84101');
    await addSchool('84102');
    const refused = await centre.call<Refused>('PUT', `/campuses/${campus}`, {
      name: named('校区'),
      ...plain,
      writtenCampusCodes: [campus, '841020', '841019', other],
      version,
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'SETTINGS_REFUSED' } });
    expect(refused.body.flaws.map(({ code, at }) => [code, at])).toEqual([
      ['CAMPUS_ITSELF', campus],
      ['CAMPUS_OF_ANOTHER_SCHOOL', '841020'],
      ['PLACE_UNKNOWN', '841019'],
    ]);
    const orphan = await centre.call<Refused>('PUT', '/campuses/849990', {
      name: named('无校'),
      ...plain,
      version: 0,
    });
    expect(orphan.body.flaws).toMatchObject([{ code: 'PLACE_PARENT_UNKNOWN', against: '84999' }]);
    const printed = await centre.call<Refused>('PUT', '/schools/84101/settings', {
      schoolPrintedSubjects: ['1', 'Z'],
      version: 1,
    });
    expect(printed.body.flaws).toMatchObject([{ code: 'SUBJECT_UNKNOWN', at: 'Z' }]);
    for (const code of ['8410', '8410100', '84101', 'x41010'])
      expect(
        await centre.call('PUT', `/campuses/${code}`, { name: named('x'), ...plain, version: 0 }),
      ).toMatchObject({ status: 400 });
    expect(await db.select().from(campuses).where(eq(campuses.code, campus))).toMatchObject([
      { nameZh: '校区0' },
    ]);
  });

  it('tell whom a change touches before it is made', async () => {
    const { campus, other, version } = await addSchool('85101');
    const { id: examSessionId } = await mint.examSession();
    const place = { code: campus, schoolCode: '85101', provinceCode: '85' };
    const passport = await mint.passport();
    const candidate = await mint.candidate({ examSessionId, campus: place, person: passport });
    await mint.registration(candidate, passport.id);
    const set = (more: object, query = '') =>
      centre.call<Settled & Refused>('PUT', `/campuses/${campus}${query}`, {
        name: named('校区0'),
        ...plain,
        writtenCampusCodes: [other],
        version,
        ...more,
      });
    const preview = await set({}, '?preview=true');
    expect(preview.body).toMatchObject({ isApplied: false, version, impact: { count: 1 } });
    expect(preview.body.changes).toHaveLength(1);
    expect(await set({})).toMatchObject({
      status: 409,
      body: { code: 'IMPACT_UNSEEN', impact: { count: 1 } },
    });
    expect(await db.select().from(campuses).where(eq(campuses.code, campus))).toMatchObject([
      { settings: { writtenCampusCodes: [] } },
    ]);
    expect((await set({ seenCount: 1 })).body).toMatchObject({ isApplied: true });
  });

  it('are set by whom they belong to', async () => {
    await addSchool('86101');
    await addSchool('86102');
    const [school, province] = [
      await mintSettingStaff(api, { role: 'schoolAdmin', scope: '86101' }),
      await mintSettingStaff(api, { role: 'provinceAdmin', scope: '86' }),
    ];
    const printed = { schoolPrintedSubjects: ['1'], version: 1 };
    expect((await school.call('PUT', '/schools/86101/settings', printed)).status).toBe(200);
    expect(await school.call('PUT', '/schools/86102/settings', printed)).toMatchObject({ status: 404 });
    expect(await school.call('PUT', '/schools/86101', { name: named('x'), version: 2 })).toMatchObject({
      status: 403,
      body: { code: 'STAFF_ONLY' },
    });
    expect((await province.call('PUT', '/schools/86102', { name: named('二校'), version: 1 })).status).toBe(
      200,
    );
    expect(await province.call('PUT', '/schools/87101', { name: named('x'), version: 0 })).toMatchObject({
      status: 404,
    });
    expect(await db.select().from(schools).where(eq(schools.code, '86101'))).toMatchObject([
      { nameZh: '86101校', settings: { schoolPrintedSubjects: ['1'] } },
    ]);
    const narrow = await mintSettingStaff(api, { role: 'centreAdmin', scope: '86' });
    expect(await narrow.call('PUT', '/provinces/86', { name: named('x'), version: 1 })).toMatchObject({
      status: 403,
      body: { code: 'OUT_OF_SCOPE' },
    });
  });

  it('change nothing for anybody elsewhere', async () => {
    const { campus, version } = await addSchool('88101');
    await addSchool('88102');
    const { id } = await mint.examSession();
    const before = await readVersions(db, id, [campus, '881020', '871010']);
    await centre.call('PUT', `/campuses/${campus}`, {
      name: named('改'),
      ...plain,
      oralLetsOut: true,
      version,
    });
    const after = await readVersions(db, id, [campus, '881020', '871010']);
    expect(after).toEqual({ ...before, [campus]: version + 1 });
  });
});
