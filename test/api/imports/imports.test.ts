import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { stepBatch } from '../../../activities/batches/step-batch.ts';
import { IMPORT_WORKS } from '../../../activities/imports/works.ts';
import { idNumberIndex } from '../../../db/person/personal-index.ts';

import { openRollRow } from '../../../db/roll/sealed-roll.ts';
import {
  auditLog,
  candidates,
  eligibilityLists,
  examSessions,
  offerings,
  seatPools,
  staffAccounts,
} from '../../../db/schema/index.ts';
import { type FileKind, turnOf } from '../../../domain/batches/batch.ts';
import { MAX_TABLE_BYTES } from '../../../domain/batches/file.ts';
import { IMPORT_COLUMNS } from '../../../domain/imports/columns.ts';
import { templateOf } from '../../../domain/imports/template.ts';
import type { RollCells, RollColumn } from '../../../domain/roll/roll.ts';
import { DAY_MS, MINUTE_MS } from '../../../domain/time.ts';
import { mintRollCells } from '../../support/roll-cells.ts';
import { asOwner } from '../../support/sql.ts';
import { csvOf, rollTable, xlsxOf } from '../../support/table-files.ts';
import { sheetOf, workbookOf } from '../../support/workbook.ts';
import { zipOf } from '../../support/zip.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { mint, clock } = api;
const needs = { db: api.db, vault: api.vault, clock };

async function mintSchool() {
  const { id: examSession } = await mint.examSession();
  const campus = await mint.campus();
  const signInAs = async (role: 'schoolAdmin' | 'provinceAdmin', scope: string) =>
    mint.staffSignIn((await mint.staff({ role, scope })).account);
  const signIn = (role: 'schoolAdmin') => signInAs(role, campus.schoolCode);
  return { examSession, campus, signIn, signInAs, staff: await signIn('schoolAdmin') };
}
type School = Awaited<ReturnType<typeof mintSchool>>;

const rollOf = ({ campus }: School, count: number, changes: Partial<RollCells> = {}) =>
  Array.from({ length: count }, () => mintRollCells({ campusCode: campus.code, ...changes }));

/** Sends a file over HTTP, as a page does. */
async function send(
  school: School,
  file: { name: string; bytes: Uint8Array },
  more: Record<string, string> = {},
) {
  const query = new URLSearchParams({
    kind: 'roll',
    examSession: school.examSession,
    name: file.name,
    ...more,
  });
  const response = await api.call('POST', `/api/staff/imports?${query}`, {
    staff: school.staff,
    rawBody: file.bytes,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  return { status: response.status, body: await response.json() };
}

/** Lets the worker do all that is its turn. */
async function work(id: string) {
  for (;;) {
    const { turn } = await stepBatch(needs, IMPORT_WORKS, id, () => {});
    if (turn !== 'worker') return;
  }
}

const get = async (school: School, path: string) =>
  (await api.call('GET', `/api/staff/${path}`, { staff: school.staff })).json();
async function told(school: School, method: string, path: string, body: object) {
  const response = await api.call(method, `/api/staff/${path}`, { staff: school.staff, body });
  return { status: response.status, body: await response.json() };
}

/** Notes that columns of an entry were corrected by hand. */
async function correct(examSession: string, idNumber: string, corrected: RollColumn[]) {
  const index = idNumberIndex(api.vault, 'residentId', idNumber);
  await api.db
    .update(candidates)
    .set({ corrected })
    .where(and(eq(candidates.examSessionId, examSession), eq(candidates.idNumberIndex, index)));
}
async function rollNow(examSession: string) {
  const entries = await api.db.select().from(candidates).where(eq(candidates.examSessionId, examSession));
  return entries.map((entry) => ({ ...entry, row: openRollRow(api.vault, entry) }));
}

async function checked(school: School, rows: RollCells[]) {
  const { body } = await send(school, csvOf(rollTable(rows)));
  await work(body.id);
  return get(school, `batches/${body.id}`);
}
async function run(school: School, batch: { id: string; version: number }, options: object = {}) {
  const answer = await told(school, 'POST', `imports/${batch.id}/start`, {
    version: batch.version,
    ...options,
  });
  await work(batch.id);
  return { answer, batch: await get(school, `batches/${batch.id}`) };
}

describe('a file sent in', () => {
  it('in any of the encodings and forms that offices use is the same', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 3, { name: '欧阳䶮' });
    const table = rollTable(rows);
    const { batch } = await run(school, await checked(school, rows));
    expect(batch).toMatchObject({ state: 'done', done: 3, refused: 0 });
    for (const file of [
      csvOf(table, 'gb18030'),
      csvOf(table, 'utf8-mark'),
      await xlsxOf(table),
      { name: 'tabs.txt', bytes: Buffer.from(table.map((cells) => cells.join('\t')).join('\r')) },
    ]) {
      const { status, body } = await send(school, file);
      expect(status).toBe(200);
      await work(body.id);
      expect(await get(school, `batches/${body.id}`)).toMatchObject({
        state: 'checked',
        fileName: file.name,
        found: { unchanged: 3, new: 0, changed: 0, conflict: 0, bad: 0, missing: 0 },
      });
    }
  });

  it.each([
    ['UTF-16 text', Buffer.from('\uFEFF姓名,学号\n', 'utf16le'), 'BAD_ENCODING'],
    ['an archive', zipOf([{ name: 'a.jpg', content: 'x' }]), 'WRONG_TYPE'],
    ['a document', Buffer.from('%PDF-1.7\n\0\0'), 'WRONG_TYPE'],
    ['blank lines', Buffer.from('\n\n'), 'NO_ROWS'],
    ['a bomb', zipOf([{ name: 'xl/workbook.xml', content: Buffer.alloc(40 * 1024 * 1024) }]), 'WRONG_TYPE'],
  ])('that is %s fails, and says why', async (_, bytes, code) => {
    const school = await mintSchool();
    const { body } = await send(school, { name: 'file', bytes });
    await work(body.id);
    expect(await get(school, `batches/${body.id}`)).toMatchObject({ state: 'failed', problem: { code } });
  });

  it('is refused where it is empty, too large, or not for this person', async () => {
    const school = await mintSchool();
    expect((await send(school, { name: 'empty.csv', bytes: Buffer.alloc(0) })).body.code).toBe('FILE_EMPTY');
    const large = await api.call(
      'POST',
      `/api/staff/imports?kind=roll&name=a&examSession=${school.examSession}`,
      {
        staff: school.staff,
        rawBody: 'x',
        headers: { 'Content-Length': String(MAX_TABLE_BYTES + 1) },
      },
    );
    expect((await large.json()).code).toBe('FILE_TOO_LARGE');
    const file = csvOf(rollTable(rollOf(school, 1)));
    expect((await send(school, file, { kind: 'scores' })).body.code).toBe('STAFF_ONLY');
    expect((await send(school, file, { scope: '*' })).body.code).toBe('OUT_OF_SCOPE');
    const other = await mintSchool();
    expect((await send(school, file, { scope: other.campus.schoolCode })).body.code).toBe('PLACE_UNKNOWN');
  });

  it('that says nothing of its length is counted as it comes, and one that breaks off is cancelled', async () => {
    const school = await mintSchool();
    const sendStream = async (rawBody: ReadableStream) => {
      const path = `/api/staff/imports?kind=roll&name=stream.csv&examSession=${school.examSession}`;
      return (await api.call('POST', path, { staff: school.staff, rawBody })).json();
    };
    const piece = Buffer.alloc(8 * 1024 * 1024, 'x');
    let count = 0;
    const endless = new ReadableStream({
      pull(controller) {
        count += 1;
        controller.enqueue(piece);
      },
    });
    expect((await sendStream(endless)).code).toBe('FILE_TOO_LARGE');
    expect(count).toBeLessThan(20);
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
      },
    });
    expect((await sendStream(broken)).code).toBe('FILE_CUT_SHORT');
    const { batches } = await get(school, 'batches?stage=open');
    expect(batches).toEqual([]);
  });

  it('is one of twenty at most that a person may have open', async () => {
    const school = await mintSchool();
    const file = csvOf(rollTable(rollOf(school, 1)));
    for (let open = 0; open < 20; open++) expect((await send(school, file)).status).toBe(200);
    expect((await send(school, file)).body.code).toBe('BATCHES_OPEN');
  });
});

describe('columns', () => {
  it('that are not known wait for a person, with what they are likely to be', async () => {
    const school = await mintSchool();
    const [headings, ...rows] = rollTable(rollOf(school, 2));
    const strange = headings!.map((heading) => ({ 学号: '学生学号', 班级: '行政班' })[heading] ?? heading);
    const { body } = await send(school, csvOf([strange, ...rows]));
    await work(body.id);
    const batch = await get(school, `batches/${body.id}`);
    expect(batch.state).toBe('mapping');
    const { columns } = await get(school, `imports/${body.id}/columns`);
    const at = (key: string) => columns.find((column: { key: string }) => column.key === key);
    const positionOf = (heading: string) => strange.indexOf(heading);
    expect(at('studentNumber')).toMatchObject({ position: null, suggested: positionOf('学生学号') });
    expect(at('name')).toMatchObject({ position: positionOf('姓名'), suggested: null, isRequired: true });

    const known = Object.fromEntries(
      columns.flatMap(({ key, position }: { key: string; position: number | null }) =>
        position === null ? [] : [[key, position]],
      ),
    );
    const confirm = (positions: object, version = batch.version) =>
      told(school, 'PUT', `imports/${body.id}/columns`, { version, positions });
    expect((await confirm(known)).body).toMatchObject({
      code: 'COLUMNS_UNFIT',
      fields: [
        { path: 'body.positions.className', code: 'missing' },
        { path: 'body.positions.studentNumber', code: 'missing' },
      ],
    });
    const whole = { ...known, studentNumber: positionOf('学生学号'), className: positionOf('行政班') };
    expect((await confirm({ ...whole, remarks: whole.className })).body.code).toBe('COLUMNS_UNFIT');
    expect((await confirm(whole, batch.version + 1)).body.code).toBe('BATCH_MOVED');
    expect((await confirm(whole)).body.state).toBe('checking');
    const [logged] = await api.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, 'batchColumnsConfirmed'), eq(auditLog.target, `batch/${body.id}`)));
    expect(logged?.details).toMatchObject({ kind: 'roll', columns: expect.arrayContaining(['className']) });
    await work(body.id);
    expect(await get(school, `batches/${body.id}`)).toMatchObject({
      state: 'checked',
      found: { new: 2, bad: 0 },
    });
  });
});

it('sheets with the same columns are one file, and each row is named with its sheet', async () => {
  const school = await mintSchool();
  const [headings, first, second] = rollTable(rollOf(school, 2)) as [string[], string[], string[]];
  const cells = (row: string[]) => row.map((one) => `<c t="inlineStr"><is><t>${one}</t></is></c>`).join('');
  const bytes = workbookOf([
    { name: '说明', rows: [cells(['填表说明'])] },
    { name: '本科', rows: [headings, first].map(cells) },
    { name: '专科', rows: [headings, second, first].map(cells) },
  ]);
  const { body } = await send(school, { name: 'roll.xlsx', bytes });
  await work(body.id);
  expect(await get(school, `batches/${body.id}`)).toMatchObject({
    state: 'checked',
    found: { new: 2, bad: 1, missing: 0 },
  });
  const { rows } = await get(school, `imports/${body.id}/rows`);
  expect(rows).toMatchObject([
    { sheet: '本科', line: 2, outcome: 'new' },
    { sheet: '专科', line: 2, outcome: 'new' },
    { sheet: '专科', line: 3, flaws: [{ message: { zh: expect.stringContaining('本科!2') } }] },
  ]);
  const { causes } = await get(school, `imports/${body.id}/causes`);
  expect(causes[0]).toMatchObject({ places: [{ sheet: '专科', line: 3 }] });
  expect(await get(school, `imports/${body.id}/columns`)).toMatchObject({
    sheets: ['本科', '专科'],
    unread: [{ name: '说明', isHidden: false, isLikelyList: false }],
  });
});

it('columns that are hidden in the file are told as such, and are taken for none of ours', async () => {
  const school = await mintSchool();
  const [headings, ...rows] = rollTable(rollOf(school, 1));
  const strange = headings!.map((heading) => (heading === '班级' ? '行政班' : heading));
  const at = strange.indexOf('行政班');
  const cells = (row: (string | number)[]) =>
    row.map((one) => `<c t="inlineStr"><is><t>${one}</t></is></c>`).join('');
  const sheet = sheetOf([strange, ...rows].map(cells)).replace(
    '<sheetData>',
    `<cols><col min="${at + 1}" max="${at + 1}" hidden="1"/></cols><sheetData>`,
  );
  const { body } = await send(school, { name: 'roll.xlsx', bytes: workbookOf(sheet) });
  await work(body.id);
  const { version } = await get(school, `batches/${body.id}`);
  const { hidden, columns } = await get(school, `imports/${body.id}/columns`);
  expect(hidden).toEqual([at]);
  const positions = Object.fromEntries(
    columns.map(({ key, position }: { key: string; position: number | null }) => [key, position ?? at]),
  );
  expect(
    (await told(school, 'PUT', `imports/${body.id}/columns`, { version, positions })).body,
  ).toMatchObject({
    code: 'COLUMNS_UNFIT',
    fields: [{ path: 'body.positions.className', code: 'hidden' }],
  });
});

describe('a check', () => {
  it('counts what is new, changed, as before, missing, corrected by hand, and bad, and lists each', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 5) as [RollCells, RollCells, RollCells, RollCells, RollCells];
    await run(school, await checked(school, rows));
    await correct(school.examSession, rows[2].idNumber, ['major']);
    const [fresh] = rollOf(school, 1);
    const bad = rollOf(school, 2, { sex: '?' });
    const file = [
      rows[0],
      { ...rows[1], major: '会计学' },
      { ...rows[2], major: '会计学', grade: '4' },
      fresh!,
      ...bad,
    ];
    const batch = await checked(school, file);
    expect(batch.found).toEqual({
      new: 1,
      changed: 1,
      unchanged: 1,
      conflict: 1,
      bad: 2,
      missing: 2,
      kept: 0,
      removed: 0,
    });
    const list = async (outcome: string) =>
      (await get(school, `imports/${batch.id}/rows?outcome=${outcome}`)).rows;
    expect(await list('changed')).toMatchObject([{ line: 3, changes: [{ zh: '专业', en: 'major' }] }]);
    expect(await list('conflict')).toMatchObject([{ line: 4, changes: [{ zh: '年级' }, { zh: '专业' }] }]);
    expect(await list('bad')).toMatchObject([
      { line: 6, flaws: [{ code: 'UNKNOWN_VALUE', column: { zh: '性别' } }] },
      { line: 7 },
    ]);
    const { causes } = await get(school, `imports/${batch.id}/causes`);
    expect(causes).toMatchObject([
      {
        column: { zh: '性别' },
        code: 'UNKNOWN_VALUE',
        count: 2,
        places: [
          { sheet: null, line: 6 },
          { sheet: null, line: 7 },
        ],
      },
    ]);
    const { missing } = await get(school, `imports/${batch.id}/missing`);
    expect(missing).toHaveLength(2);
    const shown = JSON.stringify([missing, await list('new')]);
    for (const { idNumber, name } of [...rows, fresh!]) {
      expect(shown).not.toContain(idNumber);
      expect(shown).not.toContain(name);
    }
  });

  it('says of each cause what holds for all its rows, counts a row once, and leaves details to the rows', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 8) as RollCells[];
    const change = (at: number, changes: Partial<RollCells>) => Object.assign(rows[at]!, changes);
    change(0, { major: '\uE123' });
    change(1, { major: '\uE456' });
    change(2, { sex: '?' });
    change(3, { sex: '?' });
    for (const at of [5, 6]) change(at, { idNumber: rows[4]!.idNumber });
    const table = rollTable(rows) as (string | number)[][];
    table[8]![table[0]!.indexOf('证件号码')] = 1.1010119900101e17;
    const { body } = await send(school, await xlsxOf(table));
    await work(body.id);
    const { causes } = await get(school, `imports/${body.id}/causes`);
    const of = (code: string) => causes.filter((cause: { code: string }) => cause.code === code);
    expect(of('BAD_CHARACTER')).toMatchObject([
      {
        count: 2,
        places: [
          { sheet: null, line: 2 },
          { sheet: null, line: 3 },
        ],
        message: { zh: expect.stringContaining('字符 …') },
      },
    ]);
    expect(of('UNKNOWN_VALUE')).toMatchObject([
      {
        count: 2,
        places: [
          { sheet: null, line: 4 },
          { sheet: null, line: 5 },
        ],
        message: { zh: expect.stringContaining('男') },
      },
    ]);
    expect(of('DUPLICATE_PERSON')).toMatchObject([
      {
        count: 2,
        places: [
          { sheet: null, line: 7 },
          { sheet: null, line: 8 },
        ],
        message: { zh: expect.stringContaining('第 6 行') },
      },
    ]);
    expect(of('LOST_DIGITS')).toMatchObject([{ count: 1, places: [{ sheet: null, line: 9 }] }]);
    const { rows: bad } = await get(school, `imports/${body.id}/rows?outcome=bad`);
    expect(bad[0].flaws[0].message.zh).toContain('U+E123');
  });

  it('counts a cell under one cause, by the header, the causes and the rows', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 3) as RollCells[];
    const table = rollTable(rows) as (string | number)[][];
    // How they are stored is one cause, what they would say is another.
    for (const heading of ['校区代码', '学号', '学制']) table[2]![table[0]!.indexOf(heading)] = 1e16;
    const { body } = await send(school, await xlsxOf(table));
    await work(body.id);
    const { causes } = await get(school, `imports/${body.id}/causes`);
    const { rows: bad } = await get(school, `imports/${body.id}/rows?outcome=bad`);
    expect(causes.map(({ code, count }: { code: string; count: number }) => [code, count])).toEqual(
      Array.from({ length: 3 }, () => ['LOST_DIGITS', 1]),
    );
    expect(bad.map((row: { flaws: unknown[] }) => row.flaws.length)).toEqual([3]);
  });

  it.each([
    [{}, { major: '会计学', kept: '软件工程' }],
    [{ overwrite: true }, { major: '会计学', kept: '会计学' }],
  ])('keeps what was corrected by hand, unless told otherwise: %j', async (options, { kept }) => {
    const school = await mintSchool();
    const rows = rollOf(school, 1) as [RollCells];
    await run(school, await checked(school, rows));
    await correct(school.examSession, rows[0].idNumber, ['major']);
    const { batch } = await run(
      school,
      await checked(school, [{ ...rows[0], major: '会计学', grade: '4' }]),
      options,
    );
    expect(batch).toMatchObject({ state: 'done', done: 1, options: { overwrite: 'overwrite' in options } });
    const [entry] = await rollNow(school.examSession);
    expect(entry).toMatchObject({ row: { major: kept, grade: 4 } });
    expect(entry?.corrected).toEqual('overwrite' in options ? [] : ['major']);
  });

  it('marks who is missing where it is told to, and takes the mark away from who comes back', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 3) as [RollCells, RollCells, RollCells];
    await run(school, await checked(school, rows));
    const marks = async () =>
      (await rollNow(school.examSession)).filter(({ missingSince }) => missingSince !== null).length;
    await run(school, await checked(school, rows.slice(0, 1)));
    expect(await marks()).toBe(0);
    await run(school, await checked(school, rows.slice(0, 1)), { markMissing: true });
    expect(await marks()).toBe(2);
    await run(school, await checked(school, rows.slice(0, 2)), { markMissing: true });
    expect(await marks()).toBe(1);
    expect(await rollNow(school.examSession)).toHaveLength(3);
  });

  it('that is out of date when it is run refuses the rows that somebody has changed since', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 2) as [RollCells, RollCells];
    await run(school, await checked(school, rows));
    const changed = rows.map((row) => ({ ...row, major: '会计学' })) as [RollCells, RollCells];
    const [first, second] = [await checked(school, changed), await checked(school, changed.slice(0, 1))];
    await run(school, await checked(school, [{ ...rows[0], major: '金融学' }]));
    expect((await run(school, first)).batch).toMatchObject({ done: 1, refused: 1 });
    const { rows: refused } = await get(school, `imports/${first.id}/rows?result=refused`);
    expect(refused).toMatchObject([{ line: 2, refusal: 'CHANGED_MEANWHILE' }]);
    expect((await get(school, `imports/${first.id}/causes`)).causes).toMatchObject([
      {
        column: null,
        code: 'CHANGED_MEANWHILE',
        count: 1,
        places: [{ sheet: null, line: 2 }],
        message: { zh: expect.stringContaining('已有变化') },
      },
    ]);
    expect((await run(school, second)).batch).toMatchObject({ done: 0, refused: 1 });
  });

  it('refuses who would take a student number from a row that is refused, down the whole chain', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 4) as [RollCells, RollCells, RollCells, RollCells];
    await run(school, await checked(school, rows));
    const numbers = async () =>
      (await rollNow(school.examSession)).map(({ row, studentNumberIndex }) => [
        row.studentNumber,
        studentNumberIndex,
      ]);
    const before = await numbers();
    const shifted = await checked(school, [
      { ...rows[0], studentNumber: rows[1].studentNumber },
      { ...rows[1], studentNumber: rows[2].studentNumber },
      { ...rows[2], studentNumber: `${rows[2].studentNumber}N` },
    ]);
    expect(shifted.found).toMatchObject({ changed: 3, bad: 0 });
    await run(school, await checked(school, [{ ...rows[2], major: '会计学' }]));
    expect((await run(school, shifted)).batch).toMatchObject({ done: 0, refused: 3 });
    const { rows: refused } = await get(school, `imports/${shifted.id}/rows?result=refused`);
    expect(refused.map(({ refusal }: { refusal: string }) => refusal)).toEqual([
      'NUMBER_KEPT',
      'NUMBER_KEPT',
      'CHANGED_MEANWHILE',
    ]);
    expect((await numbers()).toSorted()).toEqual(before.toSorted());
  });

  it('says before it runs who would take a number that is kept by hand, and which columns are', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 3) as [RollCells, RollCells, RollCells];
    await run(school, await checked(school, rows));
    await correct(school.examSession, rows[1].idNumber, ['studentNumber']);
    const batch = await checked(school, [
      { ...rows[0], studentNumber: rows[1].studentNumber },
      { ...rows[1], studentNumber: `${rows[1].studentNumber}N` },
      { ...rows[2], studentNumber: rows[0].studentNumber },
    ]);
    expect(batch).toMatchObject({ refused: 0, found: { changed: 2, conflict: 1, bad: 0, kept: 2 } });
    const causes = [
      {
        column: null,
        code: 'NUMBER_KEPT',
        count: 2,
        places: [
          { sheet: null, line: 2 },
          { sheet: null, line: 4 },
        ],
      },
    ];
    expect((await get(school, `imports/${batch.id}/causes`)).causes).toMatchObject(causes);
    const { rows: conflicts } = await get(school, `imports/${batch.id}/rows?outcome=conflict`);
    expect(conflicts).toMatchObject([{ line: 3, kept: [{ zh: '学号' }], refusal: null }]);
    expect((await run(school, batch)).batch).toMatchObject({ done: 0, unchanged: 1, refused: 2 });
    expect((await get(school, `imports/${batch.id}/causes`)).causes).toMatchObject(causes);
  });

  it('says of a row that was done that its ID stays as it was corrected by hand', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 1) as [RollCells];
    await run(school, await checked(school, rows));
    await correct(school.examSession, rows[0].idNumber, ['idNumber']);
    const file = [{ ...rows[0], idNumber: mintRollCells().idNumber, major: '会计学' }];
    const { batch } = await run(school, await checked(school, file), { overwrite: true });
    expect(batch).toMatchObject({ done: 1, refused: 0 });
    const { rows: done } = await get(school, `imports/${batch.id}/rows?result=done`);
    expect(done).toMatchObject([{ result: 'done', refusal: 'ID_KEPT', kept: [{ zh: '证件号码' }] }]);
    expect(await rollNow(school.examSession)).toMatchObject([
      { row: { idNumber: rows[0].idNumber, major: '会计学' } },
    ]);
  });

  it('says of an ID that was corrected by hand that no file wins over it', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 1) as [RollCells];
    await run(school, await checked(school, rows));
    await correct(school.examSession, rows[0].idNumber, ['idNumber']);
    const batch = await checked(school, [{ ...rows[0], idNumber: mintRollCells().idNumber }]);
    expect(batch.found).toMatchObject({ conflict: 1 });
    expect((await run(school, batch, { overwrite: true })).batch).toMatchObject({ done: 0, refused: 1 });
    const { rows: refused } = await get(school, `imports/${batch.id}/rows?result=refused`);
    expect(refused).toMatchObject([{ refusal: 'ID_KEPT' }]);
  });

  it('counts nobody as missing whose student number is in the file, be the row bad', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 4) as [RollCells, RollCells, RollCells, RollCells];
    await run(school, await checked(school, rows));
    const batch = await checked(school, [
      rows[0],
      { ...rows[1], idNumber: '1' },
      { ...rows[2], idNumber: mintRollCells().idNumber },
    ]);
    expect(batch.found).toMatchObject({ bad: 2, unchanged: 1, missing: 1 });
    expect((await get(school, `imports/${batch.id}/missing`)).missing).toHaveLength(1);
    await run(school, batch, { markMissing: true });
    const marked = (await rollNow(school.examSession)).filter(({ missingSince }) => missingSince !== null);
    expect(marked.map(({ row }) => row.idNumber)).toEqual([rows[3].idNumber]);
  });

  it('of a row that is already as the file says has nothing to do', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 1);
    const [first, second] = [await checked(school, rows), await checked(school, rows)];
    await run(school, first);
    expect((await run(school, second)).batch).toMatchObject({ state: 'done', done: 0, unchanged: 1 });
  });
});

describe('a batch', () => {
  it('is told by the version that was seen, and one at a time runs for a school', async () => {
    const school = await mintSchool();
    const [first, second] = [
      await checked(school, rollOf(school, 1)),
      await checked(school, rollOf(school, 1)),
    ];
    const start = (batch: { id: string }, version: number) =>
      told(school, 'POST', `imports/${batch.id}/start`, { version });
    expect((await start(first, first.version + 1)).body.code).toBe('BATCH_MOVED');
    const { body: running } = await start(first, first.version);
    expect(running).toMatchObject({ state: 'running', orders: ['pause', 'cancel'] });
    expect((await start(second, second.version)).body.code).toBe('BATCH_BUSY');
    const { body: paused } = await told(school, 'POST', `batches/${first.id}/orders`, {
      order: 'pause',
      version: running.version,
    });
    expect(paused).toMatchObject({ state: 'paused', orders: ['resume', 'cancel'] });
    expect((await start(second, second.version)).body.code).toBe('BATCH_BUSY');
    const { body: cancelled } = await told(school, 'POST', `batches/${first.id}/orders`, {
      order: 'cancel',
      version: paused.version,
    });
    expect(cancelled).toMatchObject({ state: 'cancelled', orders: [] });
    expect((await start(second, second.version)).status).toBe(200);
  });

  it('goes on no further once whoever started it is disabled', async () => {
    const school = await mintSchool();
    const { account } = await mint.staff({ role: 'schoolAdmin', scope: school.campus.schoolCode });
    const theirs = { ...school, staff: await mint.staffSignIn(account) };
    const batch = await checked(theirs, rollOf(school, 1));
    await told(theirs, 'POST', `imports/${batch.id}/start`, { version: batch.version });
    await asOwner(api.ownerUrl, (owner) =>
      owner.update(staffAccounts).set({ disabled: true }).where(eq(staffAccounts.account, account)),
    );
    await work(batch.id);
    expect(await get(school, `batches/${batch.id}`)).toMatchObject({
      state: 'failed',
      done: 0,
      problem: { code: 'NOT_ALLOWED' },
    });
  });

  it('is in the list of its scope, page by page, by kind, stage and who started it', async () => {
    const school = await mintSchool();
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) {
      clock.advance(MINUTE_MS);
      ids.unshift((await checked(school, rollOf(school, 1))).id);
    }
    const listed: string[] = [];
    for (let after = ''; ; ) {
      const page = await get(school, `batches?limit=2&kind=roll&stage=open${after && `&after=${after}`}`);
      listed.push(...page.batches.map(({ id }: { id: string }) => id));
      if (page.nextCursor === null) break;
      after = page.nextCursor;
    }
    expect(listed).toEqual(ids);
    expect((await get(school, 'batches?stage=over')).batches).toEqual([]);
    expect((await get(school, 'batches?startedBy=nobody')).batches).toEqual([]);
    const other = await mintSchool();
    expect((await get(other, 'batches')).batches).toEqual([]);
  });

  it('is cleared after a day, and says so', async () => {
    const school = await mintSchool();
    const { batch } = await run(
      school,
      await checked(school, [...rollOf(school, 1), ...rollOf(school, 1, { sex: '?' })]),
    );
    clock.advance(DAY_MS + MINUTE_MS);
    await stepBatch(needs, IMPORT_WORKS, batch.id, () => {});
    const fresh = { ...school, staff: await school.signIn('schoolAdmin') };
    expect((await get(fresh, `imports/${batch.id}/columns`)).code).toBe('BATCH_CLEARED');
    expect(await get(fresh, `imports/${batch.id}/rows`)).toMatchObject({
      rows: [{ line: 3, outcome: 'bad', who: null, flaws: [{ code: 'UNKNOWN_VALUE', masked: '' }] }],
    });
    expect(turnOf((await get(fresh, `batches/${batch.id}`)).state)).toBe('nobody');
  });
});

describe('white and black lists', () => {
  it('with a heading that nobody knows are asked about, and say what is added and what goes', async () => {
    const school = await mintSchool();
    const [person, other] = rollOf(school, 2) as [RollCells, RollCells];
    await run(school, await checked(school, [person, other]));
    const sent = async (heads: string[], ...rows: string[][]) => {
      const { body } = await send(school, csvOf([heads, ...rows]), { kind: 'lists' });
      await work(body.id);
      return get(school, `batches/${body.id}`);
    };
    const heads = ['证件号码', '姓名', '科目代码', '名单', '原因'];
    const row = ({ idNumber, name }: RollCells, ...more: string[]) => [
      idNumber,
      name,
      '2',
      '白名单',
      ...more,
    ];
    const { batch: listed } = await run(school, await sent(heads, row(person, '原因')));
    expect(listed).toMatchObject({ state: 'done', found: { new: 1, removed: 0 } });
    const { columns } = await get(school, `imports/${listed.id}/columns`);
    expect(columns).toContainEqual(
      expect.objectContaining({ key: 'action', position: null, whenAbsent: expect.anything() }),
    );

    const rows = [row(person, '新的原因', '移除', '一'), row(other, '原因', '', '二')];
    const asked = await sent([...heads, '处理办法', '宿舍'], ...rows);
    expect(asked.state).toBe('mapping');
    const shown = await get(school, `imports/${asked.id}/columns`);
    expect(shown.ignored).toEqual(['处理办法', '宿舍']);
    const positions = { idNumber: 0, name: 1, subjectCode: 2, kind: 3, reason: 4, action: 5 };
    await told(school, 'PUT', `imports/${asked.id}/columns`, { version: asked.version, positions });
    await work(asked.id);
    const batch = await get(school, `batches/${asked.id}`);
    expect(batch).toMatchObject({ state: 'checked', found: { new: 1, changed: 1, removed: 1, bad: 0 } });
    const { rows: found } = await get(school, `imports/${asked.id}/rows`);
    expect(found).toMatchObject([
      { line: 2, sheet: null, action: 'remove', changes: [{ zh: '操作' }] },
      { line: 3, action: 'add' },
    ]);
    expect((await get(school, `imports/${asked.id}/columns`)).ignored).toEqual(['宿舍']);
    expect((await sent([...heads, '动作'], row(person, '', '移除'))).found).toMatchObject({ removed: 1 });
  });

  it('are added with a reason and taken away, for people of the roll and by their names', async () => {
    const school = await mintSchool();
    const [person, other] = rollOf(school, 2) as [RollCells, RollCells];
    await run(school, await checked(school, [person, other]));
    const heads = ['证件号码', '姓名', '科目代码', '名单', '操作', '原因'];
    const file = (...rows: string[][]) => ({ ...csvOf([heads, ...rows]), name: 'lists.csv' });
    const check = async (...rows: string[][]) => {
      const { body } = await send(school, file(...rows), { kind: 'lists' });
      await work(body.id);
      return get(school, `batches/${body.id}`);
    };
    const white = [person.idNumber, person.name, '2', '白名单', '', '少数民族考生'];
    const bad = await check(
      [mintRollCells().idNumber, person.name, '2', '白名单', '', '原因'],
      [other.idNumber, '另一人', '2', '白名单', '', '原因'],
      [other.idNumber, other.name, 'Z', '白名单', '', '原因'],
      [other.idNumber, other.name, '2', '灰名单', '', '原因'],
      [other.idNumber, other.name, '2', '黑名单', '', ''],
      white,
      white,
    );
    expect(bad.found).toMatchObject({ new: 1, bad: 6 });
    const { rows } = await get(school, `imports/${bad.id}/rows?outcome=bad`);
    expect(rows.map(({ flaws }: { flaws: { code: string }[] }) => flaws[0]?.code)).toEqual([
      'NOT_ON_ROLL',
      'NAME_DIFFERS',
      'UNKNOWN_SUBJECT',
      'UNKNOWN_VALUE',
      'REQUIRED',
      'DUPLICATE_ENTRY',
    ]);
    expect((await run(school, bad)).batch).toMatchObject({ done: 1, refused: 6 });
    const listed = async () =>
      (await api.db.select().from(eligibilityLists)).filter(({ reason }) => reason === '少数民族考生').length;
    expect(await listed()).toBe(1);
    expect((await check(white)).found).toMatchObject({ unchanged: 1 });
    const { batch } = await run(
      school,
      await check([person.idNumber, person.name, '2', '白名单', '移出', '']),
    );
    expect(batch).toMatchObject({ state: 'done', done: 1 });
    expect(await listed()).toBe(0);
  });
});

describe('who is on one list', () => {
  async function listing() {
    const school = await mintSchool();
    const people = rollOf(school, 3) as [RollCells, RollCells, RollCells];
    await run(school, await checked(school, people));
    const heads = ['证件号码', '姓名', '科目代码', '名单', '操作', '原因'];
    const row = (at: number, kind: string, action = '', subject = '2') => {
      const { idNumber, name } = people[at]!;
      return [idNumber, name, subject, kind, action, action ? '' : '原因'];
    };
    const check = async (...rows: string[][]) => {
      const { body } = await send(school, csvOf([heads, ...rows]), { kind: 'lists' });
      await work(body.id);
      return get(school, `batches/${body.id}`);
    };
    const codes = async ({ id }: { id: string }) =>
      (await get(school, `imports/${id}/rows?outcome=bad`)).rows.map(
        ({ line, flaws }: { line: number; flaws: { code: string }[] }) => [line, flaws[0]?.code],
      );
    const kinds = async () => {
      const index = people.map(({ idNumber }) => idNumberIndex(api.vault, 'residentId', idNumber));
      const found = await api.db
        .select({ index: candidates.idNumberIndex, kind: eligibilityLists.kind })
        .from(eligibilityLists)
        .innerJoin(candidates, eq(candidates.id, eligibilityLists.candidateId))
        .where(eq(candidates.examSessionId, school.examSession));
      return found.map((one) => `${index.indexOf(one.index)} ${one.kind}`).toSorted();
    };
    return { school, row, check, codes, kinds };
  }

  it('is not put on the other one, by the same file or by a later one', async () => {
    const { school, row, check, codes, kinds } = await listing();
    const both = await check(row(0, '白名单'), row(1, '黑名单'), row(0, '黑名单'), row(0, '黑名单', '', '4'));
    expect(await codes(both)).toEqual([[4, 'ON_BOTH_LISTS']]);
    await run(school, both);
    expect(await kinds()).toEqual(['0 black', '0 white', '1 black']);
    const later = await check(row(0, '黑名单'), row(1, '白名单'), row(2, '白名单'));
    expect(await codes(later)).toEqual([
      [2, 'ON_OTHER_LIST'],
      [3, 'ON_OTHER_LIST'],
    ]);
  });

  it('goes from one to the other by a file that takes them off the first', async () => {
    const { school, row, check, codes, kinds } = await listing();
    await run(school, await check(row(0, '白名单')));
    const move = await check(row(0, '黑名单'), row(1, '白名单'), row(0, '白名单', '移出'));
    expect(await codes(move)).toEqual([]);
    expect((await run(school, move)).batch).toMatchObject({ done: 3, refused: 0 });
    expect(await kinds()).toEqual(['0 black', '1 white']);
  });

  it('is refused when put on the other one between the check and the run', async () => {
    const { school, row, check, kinds } = await listing();
    const black = await check(row(0, '黑名单'));
    await run(school, await check(row(0, '白名单')));
    expect((await run(school, black)).batch).toMatchObject({ done: 0, refused: 1 });
    expect(await kinds()).toEqual(['0 white']);
  });
});

describe('seats and fees', () => {
  it('raise at once, wait for a second person to be cut, and are priced by those who may', async () => {
    const school = await mintSchool();
    const { examSession, campus } = school;
    const offered = await mint.offering(examSession, campus.code, '1', { capacity: 10 });
    const other = await mint.offering(examSession, campus.code, '2', { capacity: 10 });
    const poolOf = async (id: number) =>
      (await api.db.select().from(seatPools).where(eq(seatPools.offeringId, id)))[0]?.capacity;
    const heads = ['校区代码', '科目代码', '座位数', '报名费'];
    const check = async (by: School, ...rows: string[][]) => {
      const file = { ...csvOf([heads, ...rows]), name: 'seats.csv' };
      const { body } = await send(by, file, { kind: 'capacity', scope: campus.schoolCode });
      await work(body.id);
      return get(by, `batches/${body.id}`);
    };
    const bad = await check(
      school,
      [campus.code, '1', '12', ''],
      [campus.code, '2', '4', ''],
      [campus.code, '4', '5', ''],
      [campus.code, '2', '', '25.5'],
      [campus.code, '1', '', ''],
    );
    expect(bad.found).toMatchObject({ changed: 2, bad: 3 });
    const { rows } = await get(school, `imports/${bad.id}/rows?outcome=changed`);
    expect(rows.map(({ who }: { who: string }) => who)).toEqual([`${campus.code} 1`, `${campus.code} 2`]);
    const { batch } = await run(school, bad);
    expect(batch).toMatchObject({ state: 'done', done: 2 });
    expect([await poolOf(offered.id), await poolOf(other.id)]).toEqual([12, 10]);
    const { capacityChanges } = await get(school, 'capacity-changes?state=submitted');
    expect(capacityChanges).toMatchObject([{ subject: '2', before: 10, capacity: 4 }]);

    const province = {
      ...school,
      staff: await school.signInAs('provinceAdmin', campus.schoolCode.slice(0, 2)),
    };
    const priced = await run(province, await check(province, [campus.code, '2', '', '25.5']));
    expect(priced.batch).toMatchObject({ state: 'done', done: 1 });
    const [offering] = await api.db.select().from(offerings).where(eq(offerings.id, other.id));
    expect(offering?.feeFen).toBe(2_550);
  });
});

it('the file of bad rows is mended and sent in alone', async () => {
  const school = await mintSchool();
  const rows = [...rollOf(school, 2), ...rollOf(school, 1, { sex: '?', remarks: '-' })];
  const { batch } = await run(school, await checked(school, rows));
  expect(batch).toMatchObject({ done: 2, refused: 1 });
  const province = {
    ...school,
    staff: await school.signInAs('provinceAdmin', school.campus.schoolCode.slice(0, 2)),
  };
  expect(batch).toMatchObject({ isTakableInFull: true });
  expect(await get(province, `batches/${batch.id}`)).toMatchObject({ isTakableInFull: false });
  expect(await told(province, 'POST', `imports/${batch.id}/bad-rows/exports`, {})).toMatchObject({
    status: 403,
    body: { code: 'STAFF_ONLY' },
  });
  const own = await run(province, await checked(province, rollOf(school, 1, { sex: '?' })));
  expect(own.batch).toMatchObject({ isTakableInFull: true });
  expect((await told(province, 'POST', `imports/${own.batch.id}/bad-rows/exports`, {})).status).toBe(200);
  for (const format of ['csv', 'csv-gb18030', 'xlsx']) {
    const path = `imports/${batch.id}/bad-rows/exports?format=${format}`;
    const { body: made } = await told(school, 'POST', path, {});
    const file = await api.call('GET', `/api/staff/exports/${made.id}/file`, { staff: school.staff });
    const bytes = Buffer.from(await file.arrayBuffer());
    const { body } = await send(school, { name: made.fileName, bytes });
    await work(body.id);
    expect(await get(school, `batches/${body.id}`)).toMatchObject({
      state: 'checked',
      found: { bad: 1, new: 0, changed: 0 },
    });
    const { rows: still } = await get(school, `imports/${body.id}/rows?outcome=bad`);
    expect(still).toMatchObject([{ flaws: [{ code: 'UNKNOWN_VALUE', column: { zh: '性别' } }] }]);
  }
});

it('nothing that sets something of a closed exam session is sent in, or started', async () => {
  const school = await mintSchool();
  const batch = await checked(school, rollOf(school, 1));
  await api.db.update(examSessions).set({ state: 'closed' }).where(eq(examSessions.id, school.examSession));
  const closed = { status: 409, body: { code: 'EXAM_SESSION_CLOSED' } };
  expect(await told(school, 'POST', `imports/${batch.id}/start`, { version: batch.version })).toMatchObject(
    closed,
  );
  for (const kind of ['roll', 'lists', 'capacity', 'photos'])
    expect(await send(school, csvOf(rollTable(rollOf(school, 1))), { kind })).toMatchObject(closed);
  expect(await rollNow(school.examSession)).toEqual([]);
});

it('a campus and a subject that there are not are told from what is not offered', async () => {
  const school = await mintSchool();
  const centre = {
    ...school,
    staff: await mint.staffSignIn((await mint.staff({ role: 'centreAdmin' })).account),
  };
  await mint.offering(school.examSession, school.campus.code, '1');
  const rows = [
    ['校区代码', '科目代码', '座位数'],
    ['999999', '1', '5'],
    [school.campus.code, 'Z', '5'],
    [school.campus.code, '2', '5'],
  ];
  const { body } = await send(
    centre,
    { ...csvOf(rows), name: 'seats.csv' },
    { kind: 'capacity', scope: '*' },
  );
  await work(body.id);
  const { rows: bad } = await get(centre, `imports/${body.id}/rows?outcome=bad`);
  expect(bad.map(({ flaws }: { flaws: { code: string }[] }) => flaws.map(({ code }) => code))).toEqual([
    ['UNKNOWN_CAMPUS'],
    ['UNKNOWN_SUBJECT'],
    ['NOT_OFFERED'],
  ]);
});

describe('a template', () => {
  /** Fills a template in: below its headings, the cells that are given by heading. */
  function filledIn(kind: FileKind, rows: Readonly<Record<string, string>>[]) {
    const [headings = ''] = templateOf(kind).trim().split('\r\n');
    const lines = rows.map((row) =>
      headings
        .replace('\uFEFF', '')
        .split(',')
        .map((heading) => row[heading] ?? '')
        .join(','),
    );
    return { name: '模板.csv', bytes: Buffer.from([headings, ...lines, ''].join('\r\n')) };
  }
  const cells = (kind: keyof typeof IMPORT_COLUMNS, row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(IMPORT_COLUMNS[kind].map(({ key, zh }) => [zh, String(row[key] ?? '')]));

  it('of a roll that is filled in is taken in', async () => {
    const school = await mintSchool();
    const rows = rollOf(school, 2).map((row) => cells('roll', row as never));
    const { body } = await send(school, filledIn('roll', rows));
    await work(body.id);
    const found = await get(school, `batches/${body.id}`);
    expect(found).toMatchObject({ state: 'checked', found: { new: 2, bad: 0 } });
    expect((await run(school, found)).batch).toMatchObject({ state: 'done', done: 2 });
  });

  it('of seats and fees that is filled in is taken in', async () => {
    const school = await mintSchool();
    await mint.offering(school.examSession, school.campus.code, '1', { capacity: 10 });
    const row = { campusCode: school.campus.code, subjectCode: '1', capacity: '12' };
    const file = filledIn('capacity', [cells('capacity', row)]);
    const more = { kind: 'capacity', scope: school.campus.schoolCode };
    const { body } = await send(school, file, more);
    await work(body.id);
    expect(await get(school, `batches/${body.id}`)).toMatchObject({
      state: 'checked',
      found: { changed: 1, bad: 0 },
    });
  });
});

it('classes and colleges that look alike are one in the roll, and found however they are asked for', async () => {
  const school = await mintSchool();
  const written = [
    ['国际学院（中外·合作）', '卓越－1班'],
    ['国际学院(中外•合作)', '卓越\u20131班'],
    ['国际学院（中外・合作)', '卓越-1班'],
  ] as const;
  const rows = written.flatMap(([department, className]) => rollOf(school, 1, { department, className }));
  const { batch } = await run(school, await checked(school, rows));
  expect(batch).toMatchObject({ state: 'done', done: 3 });
  const list = (path: string, query: Record<string, string>) =>
    get(school, `${path}?${new URLSearchParams({ examSession: school.examSession, ...query })}`);
  expect(await list('roll-names', {})).toEqual({ names: ['国际学院(中外·合作)'], more: false });
  for (const [college, one] of written) {
    const asked = { college, class: one };
    expect(await list('roll-names', { college })).toEqual({ names: ['卓越-1班'], more: false });
    expect(await list('roll-names', { begins: college })).toMatchObject({ names: ['国际学院(中外·合作)'] });
    expect(await list('proof-lists', asked)).toMatchObject({ people: 3, classes: [{ count: 3 }] });
    expect((await list('people', asked)).people).toHaveLength(3);
  }
});
