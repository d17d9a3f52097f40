import type { z } from '@hono/zod-openapi';
import { like } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type {
  agreementTextListSchema,
  agreementTextVersionSchema,
  catalogueSchema,
  noticeListSchema,
  noticeToSetSchema,
} from '../../../api/exam-session/text-schemas.ts';
import { auditLog } from '../../../db/schema/index.ts';
import { HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { mintSettingStaff, type Refused, type Settled } from '../../support/setting-calls.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi } from '../test-api.ts';

type Notice = z.infer<typeof noticeToSetSchema>;

const api = await createTestApi();
const { mint, clock } = api;
const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
const inHours = (hours: number) => isoInstant(clock.now() + hours * HOUR_MS);
const fileOf = async (account: string, path: string) =>
  (await exportedFile(api, `/api/staff${path}`, await mint.staffSignIn(account))).toString();
const flawsOf = ({ body }: { body: Refused }) => body.flaws.map(({ code, at }) => [code, at]);

describe('notices', () => {
  const text = (zh: string) => ({
    title: { zh, en: `On ${zh}` },
    body: { zh: '第一段。\n第二段。', en: 'One.\nTwo.' },
  });
  const shown = async (scope: string) => {
    const listed = (await (await api.get(`/api/notices?scope=${scope}`)).json()) as {
      title: { zh: string };
    }[];
    return listed.map(({ title }) => title.zh);
  };

  it('are shown from the moment they name, where they belong', async () => {
    const campus = await mint.campus();
    const school = await mintSettingStaff(api, { role: 'schoolAdmin', scope: campus.schoolCode });
    const notice = { scope: campus.schoolCode, ...text('考点安排'), publishedAt: inHours(2) };
    const added = await school.call<Notice>('POST', '/notices', notice);
    expect(added).toMatchObject({ status: 200, body: { ...notice, version: 1 } });
    expect((await school.call<Notice>('POST', '/notices', notice)).body.id).toBe(added.body.id);
    expect(
      flawsOf(await school.call<Refused>('POST', '/notices', { ...notice, publishedAt: inHours(3) })),
    ).toEqual([['NOTICE_EXISTS', campus.schoolCode]]);
    expect(await shown(campus.schoolCode)).not.toContain('考点安排');
    const listed = async (query: string) =>
      (await school.call<z.infer<typeof noticeListSchema>>('GET', `/notices?${query}`)).body.notices.map(
        ({ id }) => id,
      );
    expect(await listed('state=scheduled')).toEqual([added.body.id]);
    expect(await listed('state=published')).toEqual([]);
    clock.advance(2 * HOUR_MS);
    expect(await shown(campus.schoolCode)).toContain('考点安排');
    // A new one that would be shown until a time that has passed is none; what is shown may be ended.
    const over = { ...notice, ...text('已结束的通告'), publishedAt: inHours(-2), shownUntil: inHours(-1) };
    expect(flawsOf(await school.call<Refused>('POST', '/notices', over))).toEqual([
      ['NOTICE_ENDED', campus.schoolCode],
    ]);
    const { id, ...ended } = { ...notice, id: added.body.id, shownUntil: inHours(1), version: 1 };
    expect(
      flawsOf(await school.call<Refused>('PUT', `/notices/${id}`, { ...ended, shownUntil: inHours(-1) })),
    ).toEqual([['NOTICE_ENDS_FIRST', campus.schoolCode]]);
    expect((await school.call<Settled>('PUT', `/notices/${id}`, ended)).body.isApplied).toBe(true);
    expect(await listed('state=published')).toEqual([id]);
    clock.advance(HOUR_MS);
    expect(await shown(campus.schoolCode)).not.toContain('考点安排');
    expect(await listed('state=published')).toEqual([]);
    expect(await listed(`state=ended&place=${campus.schoolCode.slice(0, 3)}`)).toEqual([id]);
    expect(await listed('place=*')).toEqual([]);
    for (const scope of ['*', campus.provinceCode])
      expect((await school.call<Refused>('POST', '/notices', { ...notice, scope })).body.code).toBe(
        'OUT_OF_SCOPE',
      );
  });

  it('are listed page by page in the order asked for, and taken as a file', async () => {
    const { provinceCode: scope } = await mint.campus();
    const keeper = await mintSettingStaff(api, { role: 'provinceAdmin', scope });
    const added = [3, 1, 2].map((hours) => ({ scope, ...text(`第${hours}条`), publishedAt: inHours(hours) }));
    const ids: number[] = [];
    for (const notice of added) ids.push((await keeper.call<Notice>('POST', '/notices', notice)).body.id);
    const [three, one, two] = ids;
    const inOrder = async (query: string) => {
      const seen: number[] = [];
      for (let after = ''; ; ) {
        const path = `/notices?limit=1&${query}${after && `&after=${after}`}`;
        const { body } = await keeper.call<z.infer<typeof noticeListSchema>>('GET', path);
        seen.push(...body.notices.map(({ id }) => id));
        if (body.nextCursor === null) return seen;
        after = body.nextCursor;
      }
    };
    expect(await inOrder('')).toEqual([two, one, three]);
    expect(await inOrder('sort=publishedAt&order=asc')).toEqual([one, two, three]);
    expect(await inOrder('sort=scope&order=asc')).toEqual([three, one, two]);
    const byTime = await keeper.call<z.infer<typeof noticeListSchema>>(
      'GET',
      '/notices?limit=1&sort=publishedAt',
    );
    expect(await keeper.call('GET', `/notices?after=${byTime.body.nextCursor}`)).toMatchObject({
      status: 400,
    });
    const file = await fileOf(keeper.account, '/notices/exports?sort=publishedAt&order=asc&language=en');
    expect([...file.matchAll(/第(\d)条/g)].map(([, hours]) => hours)).toEqual(['1', '1', '2', '2', '3', '3']);
  });

  it('are changed and withdrawn on the version that was seen', async () => {
    const campus = await mint.campus();
    const notice = { scope: campus.provinceCode, ...text('须知'), publishedAt: inHours(-1) };
    const { id } = (await centre.call<Notice>('POST', '/notices', notice)).body;
    const put = (more: object) =>
      centre.call<Settled & Refused>('PUT', `/notices/${id}`, { ...notice, ...more });
    expect((await put({ ...text('新须知'), version: 1 })).body).toMatchObject({
      isApplied: true,
      version: 2,
    });
    expect((await put({ ...text('别的'), version: 1 })).body).toMatchObject({
      code: 'SETTINGS_OUTDATED',
      version: 2,
      meanwhile: [{ changes: [{ field: 'titleZh', from: '须知', to: '新须知' }, {}] }],
    });
    expect(await shown(campus.provinceCode)).toContain('新须知');
    expect((await centre.call<Refused>('DELETE', `/notices/${id}?version=1`)).body.code).toBe(
      'SETTINGS_OUTDATED',
    );
    expect((await centre.call('DELETE', `/notices/${id}?version=2`)).status).toBe(200);
    expect(await shown(campus.provinceCode)).not.toContain('新须知');
    const elsewhere = await mintSettingStaff(api, {
      role: 'schoolAdmin',
      scope: (await mint.campus()).schoolCode,
    });
    expect((await elsewhere.call('PUT', `/notices/${id}`, { ...notice, version: 2 })).status).toBe(404);
  });
});

describe('agreement texts', () => {
  it('have versions that are scheduled, compared, and stay as they are once published', async () => {
    const list = async () =>
      (await centre.call<z.infer<typeof agreementTextListSchema>>('GET', '/agreement-texts')).body;
    const set = async (edition: string, lines: string[], hours: number) =>
      centre.call<Settled & Refused>('PUT', `/agreement-texts/pledge/${edition}`, {
        title: { zh: '诚信承诺书', en: 'Pledge' },
        body: { zh: lines.join('\n'), en: lines.map((line) => `(${line})`).join('\n') },
        publishedAt: inHours(hours),
        version: (await list()).version,
      });
    expect(
      (await set('2026-1', ['甲方遵守规则。', '考生可以携带准考证。', '丙', '旧的一条'], 0)).body.isApplied,
    ).toBe(true);
    expect(
      (await set('2026-2', ['甲方遵守规则。', '考生应当携带准考证。', '丙', '完全不同', '丁'], 24)).body
        .isApplied,
    ).toBe(true);
    const logged = await api.db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(like(auditLog.action, 'agreementText%'))
      .orderBy(auditLog.id);
    expect(logged.map(({ action }) => action)).toEqual(['agreementTextSet', 'agreementTextScheduled']);
    expect((await list()).texts).toMatchObject([
      { version: '2026-2', isInForce: false },
      { version: '2026-1', isInForce: true },
    ]);
    const page = async (query: string) =>
      (await centre.call<z.infer<typeof agreementTextListSchema>>('GET', `/agreement-texts?limit=1&${query}`))
        .body;
    for (const sort of ['publishedAt', 'kind', 'version']) {
      const first = await page(`kind=pledge&order=asc&sort=${sort}`);
      expect(first.texts).toMatchObject([{ version: '2026-1' }]);
      const second = await page(`kind=pledge&order=asc&sort=${sort}&after=${first.nextCursor}`);
      expect(second).toMatchObject({ texts: [{ version: '2026-2' }], nextCursor: null });
    }
    expect(await page('')).toMatchObject({ missing: ['agreement', 'terms', 'privacy'] });
    expect(await fileOf(centre.account, '/agreement-texts/exports?kind=pledge&language=en')).toMatch(
      /"pledge","2026-2",.*"no"\r\n"[^"]+","pledge","2026-1",.*"yes"/,
    );
    const { body } = await centre.call<z.infer<typeof agreementTextVersionSchema>>(
      'GET',
      '/agreement-texts/pledge/2026-2',
    );
    expect(body.against).toBe('2026-1');
    const whole = (kind: string, text: string) => ({ kind, parts: [{ kind, text }] });
    expect(body.difference!.zh).toEqual([
      whole('same', '甲方遵守规则。'),
      {
        kind: 'changed',
        parts: [
          { kind: 'same', text: '考生' },
          { kind: 'removed', text: '可以' },
          { kind: 'added', text: '应当' },
          { kind: 'same', text: '携带准考证。' },
        ],
      },
      whole('same', '丙'),
      whole('removed', '旧的一条'),
      whole('added', '完全不同'),
      whole('added', '丁'),
    ]);
    expect((await set('2026-2', ['甲', '乙', '丙', '戊'], 24)).body.isApplied).toBe(true);
    expect(flawsOf(await set('2026-1', ['改'], 0))).toEqual([['TEXT_PUBLISHED', 'pledge/2026-1']]);
    expect(flawsOf(await set('2025-2', ['旧'], -2))).toEqual([['PUBLISHED_IN_THE_PAST', 'pledge/2025-2']]);
    const pledge = ['甲方遵守规则。', '考生可以携带准考证。', '丙', '旧的一条'];
    expect(flawsOf(await set('2026-1A', pledge, 12))).toEqual([['TEXT_SAME', 'pledge/2026-1A']]);
    expect((await set('2026-2a', ['甲', '乙', '丙', '己'], 48)).body.isApplied).toBe(true);
    expect(flawsOf(await set('2026-2A', ['甲', '乙', '丙', '庚'], 72))).toEqual([
      ['TEXT_VERSION_TAKEN', 'pledge/2026-2A'],
    ]);
    expect(flawsOf(await set('2027-1', ['甲', '乙', '丙', '辛'], 24))).toEqual([
      ['TEXT_MOMENT_TAKEN', 'pledge/2027-1'],
    ]);
    const remove = async (edition: string) => {
      const { version } = await list();
      const path = `/agreement-texts/pledge/${edition}?version=${version}`;
      return centre.call<Settled & Refused>('DELETE', path);
    };
    expect(flawsOf(await remove('2026-1'))).toEqual([['TEXT_PUBLISHED', 'pledge/2026-1']]);
    expect((await remove('2026-2a')).body.isApplied).toBe(true);
    expect((await list()).texts.map(({ version }) => version)).not.toContain('2026-2a');
    const shown = async () =>
      ((await (await api.get('/api/agreements')).json()) as { texts: { version: string }[] }).texts[0]!
        .version;
    expect(await shown()).toBe('2026-1');
    clock.advance(24 * HOUR_MS);
    expect(await shown()).toBe('2026-2');
    expect((await centre.call('GET', '/agreement-texts/pledge/2026-2?against=none')).status).toBe(404);
  });
});

describe('the catalogue', () => {
  it('takes new subjects, and keeps what campuses offer', async () => {
    const catalogue = async () =>
      (await centre.call<z.infer<typeof catalogueSchema>>('GET', '/subjects')).body;
    const set = async (code: string, more: object = {}) =>
      centre.call<Settled & Refused>('PUT', `/subjects/${code}`, {
        name: { zh: '西语四级笔试', en: 'Spanish' },
        language: 'es',
        level: 4,
        mode: 'written',
        version: (await catalogue()).version,
        ...more,
      });
    expect((await set('X')).body.isApplied).toBe(true);
    expect(await set('X', { level: 6, isNew: true })).toMatchObject({
      status: 409,
      body: { code: 'SETTING_EXISTS', fields: [{ path: 'path.code' }] },
    });
    expect((await set('X', { level: 6 })).body.isApplied).toBe(true);
    expect((await catalogue()).subjects).toContainEqual({
      code: 'X',
      name: { zh: '西语四级笔试', en: 'Spanish' },
      language: 'es',
      level: 6,
      mode: 'written',
    });
    const { id } = await mint.examSession();
    await mint.offering(id, (await mint.campus()).code, 'X');
    expect(flawsOf(await set('X', { level: 4 }))).toEqual([['SUBJECT_IN_USE', 'X']]);
    expect((await set('X', { level: 6, name: { zh: '西班牙语', en: 'Spanish' } })).body.isApplied).toBe(true);
    expect((await set('X', { level: 5 })).status).toBe(400);
    expect(flawsOf(await set('Y', { level: 6 }))).toEqual([['SUBJECT_SAME', 'Y']]);
    for (const language of ['zzz', 'eng', 'mul'])
      expect(flawsOf(await set('Y', { language }))).toEqual([['LANGUAGE_UNKNOWN', language]]);
    expect(flawsOf(await set('Y', { language: 'ko', mode: 'oral' }))).toEqual([
      ['ORAL_WITHOUT_WRITTEN', 'Y'],
    ]);
    expect((await set('Y', { language: 'ko' })).body.isApplied).toBe(true);
    expect((await set('O', { language: 'ko', mode: 'oral' })).body.isApplied).toBe(true);
    expect(flawsOf(await set('Y', { language: 'ko', level: 6 }))).toEqual([['ORAL_WITHOUT_WRITTEN', 'O']]);
  });
});

it('a subject made by mistake is deleted, one that was ever offered stays', async () => {
  const remove = async (code: string) => {
    const { version } = (await centre.call<z.infer<typeof catalogueSchema>>('GET', '/subjects')).body;
    return centre.call<Settled & Refused>('DELETE', `/subjects/${code}?version=${version}`);
  };
  const { version } = (await centre.call<z.infer<typeof catalogueSchema>>('GET', '/subjects')).body;
  const wrong = {
    name: { zh: '错误科目', en: 'Mistake' },
    language: 'el',
    level: 4,
    mode: 'written',
    version,
  };
  expect((await centre.call('PUT', '/subjects/Z', wrong)).status).toBe(200);
  expect((await remove('Z')).body.isApplied).toBe(true);
  expect((await remove('Z')).body.isApplied).toBe(false);
  const [session, campus] = [await mint.examSession(), await mint.campus()];
  await mint.offering(session.id, campus.code, '1');
  expect(flawsOf(await remove('1'))).toEqual([['SUBJECT_USED', '1']]);
});
