import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openXlsx } from '../../../activities/imports/xlsx-package.ts';
import { xlsxRows } from '../../support/xlsx-rows.ts';
import { auditLog } from '../../../db/schema/index.ts';
import { staffActor } from '../../../domain/actor.ts';
import { onDatabase } from '../../support/sql.ts';
import { pageCount, pdfText } from '../../support/pdf-text.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();

async function mintSchool() {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const people = [];
  for (const [className, studentNumber] of [
    ['一班', 'A2'],
    ['一班', 'A1'],
    ['二班', 'B1'],
  ] as const) {
    const person = api.mint.person();
    const { id } = await api.mint.candidate({
      examSessionId,
      campus,
      person,
      roll: { className, studentNumber, department: '文学院' },
    });
    people.push({ ...person, id });
  }
  await api.mint.photo(people[0]!.id);
  const signedIn = async (role: 'schoolAdmin' | 'collegeClerk', scope: string) => {
    const { account } = await api.mint.staff({ role, scope });
    return { account, staff: await api.mint.staffSignIn(account) };
  };
  const path = `/api/staff/proof-lists/exports?examSession=${examSessionId}`;
  return { examSessionId, campus, people, path, signedIn };
}

describe('the names that a filter offers', () => {
  it('are the colleges of a school and the classes of a college, each once, in the own scope alone', async () => {
    const { examSessionId, campus, signedIn } = await mintSchool();
    for (let count = 10; count < 60; count += 1)
      await api.mint.candidate({ examSessionId, campus, roll: { department: `学院${count}` } });
    const { staff } = await signedIn('schoolAdmin', campus.schoolCode);
    const names = async (query: string, by = staff) =>
      (await api.get(`/api/staff/roll-names?examSession=${examSessionId}${query}`, { staff: by })).json();
    const all = (await names('')) as { names: string[]; more: boolean };
    expect(new Set(all.names).size).toBe(50);
    expect(all.more).toBe(true);
    expect(await names('&begins=文')).toEqual({ names: ['文学院'], more: false });
    expect(await names('&college=文学院')).toEqual({ names: ['一班', '二班'].toSorted(), more: false });
    const clerk = await signedIn('collegeClerk', `${campus.schoolCode}/文学院`);
    expect(await names('', clerk.staff)).toMatchObject({ names: ['一班', '二班'].toSorted() });
    expect(await names('&college=学院10', clerk.staff)).toEqual({ names: [], more: false });
    const other = await api.mint.campus();
    expect(await names(`&inside=${other.code}`)).toEqual({ names: [], more: false });
    const country = await api.mint.staff();
    const centre = await api.mint.staffSignIn(country.account);
    expect(await names('', centre)).toEqual({ names: [], more: false });
    expect(await names(`&inside=${campus.schoolCode}&begins=文`, centre)).toMatchObject({
      names: ['文学院'],
    });
  });
});

describe('the classes that proof lists are made of', () => {
  it('are listed page by page, whoever has no class or college last, of a country as of a school', async () => {
    const { examSessionId, campus, signedIn } = await mintSchool();
    const other = await api.mint.campus();
    const { id } = await api.mint.candidate({ examSessionId, campus: other, roll: { className: '一班' } });
    const [none, nowhere] = await Promise.all(
      [1, 2].map(() => api.mint.candidate({ examSessionId, campus, roll: { department: '文学院' } })),
    );
    await onDatabase(api.ownerUrl, async (sql) => {
      await sql`update candidates set class_name = null where id = ${none!.id}`;
      await sql`update candidates set class_name = null, college = null where id in (${nowhere!.id}, ${id})`;
    });
    const { account } = await api.mint.staff({ role: 'centreAdmin', scope: '*' });
    const staff = await api.mint.staffSignIn(account);
    const seen: unknown[] = [];
    for (let after = ''; after !== 'null'; ) {
      const path = `/api/staff/proof-lists?examSession=${examSessionId}&limit=2${after && `&after=${after}`}`;
      const page = await (await api.get(path, { staff })).json();
      expect(page.people).toBe(6);
      for (const { schoolCode, college, className, count } of page.classes)
        seen.push([schoolCode, college, className, count]);
      after = String(page.nextCursor);
    }
    const mine = [
      [campus.schoolCode, '文学院', '一班', 2],
      [campus.schoolCode, '文学院', '二班', 1],
      [campus.schoolCode, '文学院', null, 1],
      [campus.schoolCode, null, null, 1],
    ];
    const theirs = [[other.schoolCode, null, null, 1]];
    expect(seen).toEqual(campus.schoolCode < other.schoolCode ? [...mine, ...theirs] : [...theirs, ...mine]);

    const school = await signedIn('schoolAdmin', campus.schoolCode);
    const list = `/api/staff/proof-lists?examSession=${examSessionId}`;
    const inside = await api.get(`${list}&inside=${campus.code}&class=一班`, { staff: school.staff });
    expect(await inside.json()).toMatchObject({
      people: 2,
      classes: [{ className: '一班' }],
      nextCursor: null,
    });
    for (const after of ['x', 'WyI5OTEwMSIsIlx1MDAwMCIsbnVsbF0', 'WyIiLG51bGwsbnVsbF0'])
      expect(await refusal(await api.get(`${list}&after=${after}`, { staff }))).toEqual({
        status: 400,
        code: 'INVALID_INPUT',
      });
  });
});

const FULL = 'fullNumbers=true&fullReason=comparedWithPapers';

describe('a proof list', () => {
  it('as PDF has a page for each class, with number, name and masked ID number, who made it, and an end', async () => {
    const { people, path, signedIn, campus } = await mintSchool();
    const { account, staff } = await signedIn('collegeClerk', `${campus.schoolCode}/文学院`);
    const pdf = await exportedFile(api, `${path}&format=pdf`, staff);
    expect(pageCount(pdf)).toBe(2);
    const text = pdfText(pdf);
    for (const { name, idNumber } of people) {
      expect(text).toContain(name);
      expect(text).not.toContain(idNumber);
    }
    expect(text).toContain(account);
    expect(text).toContain('本人签名');
    expect(text).toContain('（完）共 3 人');
    expect(text.indexOf('A1')).toBeLessThan(text.indexOf('A2'));
  });

  it('as XLSX holds full ID numbers for whoever has the right to them, and the audit log keeps that', async () => {
    const { people, path, signedIn, campus } = await mintSchool();
    const { account, staff } = await signedIn('schoolAdmin', campus.schoolCode);
    const file = await exportedFile(api, `${path}&format=xlsx&${FULL}&class=一班`, staff);
    const rows = [];
    for await (const { cells } of xlsxRows('l.xlsx', await openXlsx('l.xlsx', file))) rows.push(cells);
    expect(rows[0]).toEqual(['院系', '班级', '姓名', '性别', '证件号码', '学号', '照片', '本人签名']);
    expect(rows.slice(1).map((cells) => [cells[4], cells[5], cells[6]])).toEqual([
      [people[1]!.idNumber, 'A1', '无照片'],
      [people[0]!.idNumber, 'A2', '未审'],
      [undefined, undefined, undefined],
    ]);
    const entries = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.actor, staffActor(account)));
    expect(entries.find(({ action }) => action === 'listExported')?.details).toMatchObject({
      list: 'proof-lists',
      filter: { fullNumbers: 'true', fullReason: 'comparedWithPapers', class: '一班' },
      rowCount: 2,
    });
    const clerk = await signedIn('collegeClerk', `${campus.schoolCode}/文学院`);
    const refused = await api.post(`${path}&${FULL}`, undefined, { staff: clerk.staff });
    expect(await refusal(refused)).toEqual({ status: 403, code: 'STAFF_ONLY' });
  });

  it('holds full ID numbers for a reason alone', async () => {
    const { path, signedIn, campus } = await mintSchool();
    const { staff } = await signedIn('schoolAdmin', campus.schoolCode);
    const answered = await api.post(`${path}&fullNumbers=true`, undefined, { staff });
    expect([answered.status, await answered.json()]).toMatchObject([
      400,
      { code: 'INVALID_INPUT', fields: [{ path: 'query.fullReason', code: 'required' }] },
    ]);
  });

  it('of more people than one takes is not made', async () => {
    const { people, path, signedIn, campus } = await mintSchool();
    const { staff } = await signedIn('schoolAdmin', campus.schoolCode);
    await onDatabase(api.databaseUrl, (sql) =>
      sql.unsafe(`
        insert into candidates (exam_session_id, province_code, school_code, campus_code, id_type, id_number_index,
          name_index, student_number_index, college, class_name, personal, digest, imported_at)
        select exam_session_id, province_code, school_code, campus_code, id_type, n::text, name_index, 's' || n, college,
          class_name, personal, digest, imported_at
        from candidates, generate_series(1, 3000) n where id = '${people[0]!.id}'`),
    );
    const refused = await api.post(path, undefined, { staff });
    expect(await refusal(refused)).toEqual({ status: 422, code: 'PROOF_LIST_TOO_LARGE' });
    const list = await (await api.get(path.replace('/exports', ''), { staff })).json();
    expect(list).toMatchObject({ people: 3_001, nextCursor: null });
  });
});
