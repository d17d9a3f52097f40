import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../api/http/list-export.ts';
import { openXlsx } from '../../../activities/imports/xlsx-package.ts';
import { xlsxRows } from '../../support/xlsx-rows.ts';
import { recordAudit } from '../../../db/record-audit.ts';
import { auditLog, exportPieces, exports } from '../../../db/schema/index.ts';
import { setStaffAccountDisabled } from '../../../db/staff/change-staff-account.ts';
import { forgetExpiredExports, nextExportPiece } from '../../../db/staff/exports.ts';
import { SealedValueError } from '../../../db/vault.ts';
import { staffActor } from '../../../domain/actor.ts';
import { formatBeijingTime } from '../../../domain/beijing-time.ts';
import { EXPORT_LIFE_MS, LIST_PERMISSIONS } from '../../../domain/staff/exports.ts';
import { onDatabase } from '../../support/sql.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi, refusal } from '../test-api.ts';
import { documentedOperations } from './documented-operations.ts';

const api = await createTestApi();
const { account } = await api.mint.staff();
const staff = await api.mint.staffSignIn(account);
const target = `offering/${randomUUID()}`;
const targetWords = target.replace('offering/', '开考科目 ');
const at = api.clock.now();
await recordAudit(
  api.db,
  ...[10, 20, 30].map((to) => ({
    action: 'capacityChanged' as const,
    details: { from: 0, to },
    actor: staffActor('one'),
    target,
    happenedAt: at,
  })),
);

const exportOf = (query: string, signIn = staff) =>
  exportedFile(api, `/api/staff/audit/exports?${query}`, signIn);
const make = async (query: string, signIn: string) =>
  (await (await api.post(`/api/staff/audit/exports?${query}`, undefined, { staff: signIn })).json()) as {
    id: string;
    fileName: string;
  };
const take = (id: string, signIn: string) => api.get(`/api/staff/exports/${id}/file`, { staff: signIn });
const signedIn = async (given: Parameters<typeof api.mint.staff>[0] = {}) => {
  const { account: name } = await api.mint.staff(given);
  return { name, signIn: await api.mint.staffSignIn(name) };
};
const exportsOf = async (by: string) =>
  (
    await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.actor, staffActor(by)))
  ).filter(({ action }) => ['listExported', 'exportTaken'].includes(action));
const keeper = async () => ({
  account: (await api.mint.staff()).account,
  role: 'centreAdmin' as const,
  scope: '*' as const,
});

async function sheetOf(file: Buffer) {
  const rows = [];
  for await (const { cells } of xlsxRows('file.xlsx', await openXlsx('file.xlsx', file))) rows.push(cells);
  return rows;
}

describe('an export as CSV', () => {
  it('says who took what, when and how many, and ends with a mark', async () => {
    const bytes = await exportOf(`target=${target}&order=asc`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString().slice(1).trimEnd().split('\r\n');
    const filter = `对象：${targetWords}、顺序：升序`;
    expect(lines[0]).toBe(
      `"导出时间（北京时间）","${formatBeijingTime(at)}","导出人","工作人员 ${account}","筛选条件","${filter}","行数",3`,
    );
    expect(lines[1]).toBe('"时间","操作人","操作","操作代码","对象","内容"');
    expect(lines.slice(2, -1)).toEqual(
      [10, 20, 30].map(
        (to) =>
          `"${formatBeijingTime(at)}","工作人员 one","调整容量","capacityChanged","${targetWords}","0 → ${to}"`,
      ),
    );
    expect(lines.at(-1)).toBe('"结束",3');
  });

  it('has its words in the language asked for', async () => {
    const text = (await exportOf(`target=${target}&language=en`)).toString();
    expect(text).toContain('"Time","Who","What","What (code)","To what","Values"');
    expect(text).toContain('"Capacity changed"');
    expect(text.trimEnd()).toMatch(/"end",3$/);
  });

  it('is written in GB18030 for old spreadsheet programs', async () => {
    const bytes = await exportOf(`target=${target}&format=csv-gb18030`);
    expect(iconv.decode(bytes, 'gb18030')).toContain('"调整容量"');
    expect(bytes.includes('调整容量')).toBe(false);
  });
});

describe('an export as XLSX', () => {
  it('holds the rows on the first sheet under their heads, with readable moments and a mark at the end', async () => {
    const rows = await sheetOf(await exportOf(`target=${target}&order=asc&format=xlsx`));
    expect(rows[0]).toEqual(['时间', '操作人', '操作', '操作代码', '对象', '内容']);
    expect(rows[1]).toEqual([
      formatBeijingTime(at),
      '工作人员 one',
      '调整容量',
      'capacityChanged',
      targetWords,
      '0 → 10',
    ]);
    expect(rows.at(-1)).toEqual(['结束', '3']);
    expect(rows).toHaveLength(5);
  });

  it('tells on the second sheet who took what, when and how many', async () => {
    const file = await openXlsx('file.xlsx', await exportOf(`target=${target}&format=xlsx`));
    const about = [];
    for await (const { cells } of xlsxRows('file.xlsx', { ...file, sheets: file.sheets.slice(1) }))
      about.push(cells);
    expect(about).toEqual([
      ['导出时间（北京时间）', formatBeijingTime(at)],
      ['导出人', `工作人员 ${account}`],
      ['筛选条件', `对象：${targetWords}`],
      ['行数', '3'],
    ]);
  });
});

describe('a file', () => {
  it('is listed with its owner alone, sealed, and its making and taking are recorded without what is personal', async () => {
    const { name, signIn } = await signedIn();
    const address = '198.51.100.7';
    const path = `/api/staff/security-events/exports?event=signInFailed&address=${address}`;
    await exportedFile(api, path, signIn);
    const listed = (await (await api.get('/api/staff/exports', { staff: signIn })).json()) as {
      exports: { id: string }[];
    };
    expect(listed.exports).toMatchObject([
      { list: 'security-events', state: 'ready', rowCount: 0, isTakable: true, filter: { address: 'given' } },
    ]);
    const [{ id } = { id: '' }] = listed.exports;
    const details = {
      list: 'security-events',
      format: 'csv',
      filter: { event: 'signInFailed', address: 'given' },
      rowCount: 0,
    };
    expect(await exportsOf(name)).toMatchObject([
      { action: 'listExported', target: 'list/security-events', details },
      { action: 'exportTaken', target: `export/${id}`, details },
    ]);
    const pieces = await api.db.select().from(exportPieces).where(eq(exportPieces.exportId, id));
    expect(pieces.length).toBeGreaterThan(0);
    for (const { sealed } of pieces) expect(sealed.includes(address)).toBe(false);
    const { signIn: other } = await signedIn();
    expect(await refusal(await take(id, other))).toEqual({ status: 404, code: 'EXPORT_GONE' });
    expect(await (await api.get('/api/staff/exports', { staff: other })).json()).toEqual({ exports: [] });
  });

  it('is taken by its name, and gone after a day', async () => {
    const { signIn } = await signedIn();
    const { id, fileName } = await make(`target=${target}&format=xlsx`, signIn);
    expect(fileName).toMatch(/^audit-\d{14}\.xlsx$/);
    const taken = await take(id, signIn);
    expect(taken.headers.get('content-disposition')).toBe(`attachment; filename=${fileName}`);
    const over = new Date(at - 1).toISOString();
    await onDatabase(api.ownerUrl, (sql) => sql`update exports set expires_at = ${over} where id = ${id}`);
    expect(await refusal(await take(id, signIn))).toEqual({ status: 404, code: 'EXPORT_GONE' });
    await forgetExpiredExports(api.db, at, 100);
    expect(await api.db.select().from(exportPieces).where(eq(exportPieces.exportId, id))).toEqual([]);
  });

  it('that is not ready is not given away; whose process is gone has failed', async () => {
    const { signIn } = await signedIn();
    const { id } = await make(`target=${target}`, signIn);
    const stands = async () =>
      (await (await api.get(`/api/staff/exports/${id}`, { staff: signIn })).json()) as object;
    await api.db.update(exports).set({ state: 'making' }).where(eq(exports.id, id));
    expect(await stands()).toMatchObject({ state: 'making', isTakable: false });
    expect(await refusal(await take(id, signIn))).toEqual({ status: 409, code: 'EXPORT_NOT_READY' });
    await api.db
      .update(exports)
      .set({ aliveAt: at - EXPORT_LIFE_MS })
      .where(eq(exports.id, id));
    expect(await stands()).toMatchObject({ state: 'failed', problem: 'EXPORT_FAILED' });
  });

  it.each([
    ['another account', (other: string) => ({ account: other })],
    ['another scope', () => ({ scope: '99101' as const })],
    ['another list', () => ({ list: 'photos' as const })],
  ])('is not opened for %s that was written to its row', async (_what, change) => {
    const { name, signIn } = await signedIn();
    const { id } = await make(`target=${target}`, signIn);
    const { name: other } = await signedIn();
    const [record] = await api.db.select().from(exports).where(eq(exports.id, id));
    const first = (written: Partial<typeof exports.$inferSelect>) =>
      nextExportPiece(api.db, api.vault, { file: { ...record!, ...written }, after: -1 });
    expect(record).toMatchObject({ account: name });
    expect(await first({})).toMatchObject({ bytes: expect.any(Buffer) });
    await expect(first(change(other))).rejects.toThrow(SealedValueError);
  });

  it('is not given to whom it tells of more than they see now', async () => {
    const [here, there] = [await api.mint.campus(), await api.mint.campus()];
    const given = { role: 'schoolAdmin' as const, scope: here.schoolCode };
    const { name, signIn } = await signedIn(given);
    const made = await api.post('/api/staff/notices/exports', undefined, { staff: signIn });
    const { id } = (await made.json()) as { id: string };
    await onDatabase(
      api.ownerUrl,
      (sql) => sql`update staff_accounts set scope = ${there.schoolCode} where account = ${name}`,
    );
    expect(await refusal(await take(id, signIn))).toEqual({ status: 403, code: 'EXPORT_NOT_ALLOWED' });
    const listed = await (await api.get('/api/staff/exports', { staff: signIn })).json();
    expect(listed).toMatchObject({ exports: [{ id, isTakable: false }] });
  });

  it('is deleted when its account is disabled', async () => {
    const { name, signIn } = await signedIn({ role: 'finance', scope: '*' });
    await exportedFile(api, '/api/staff/payment-exceptions/exports', signIn);
    const change = { account: name, version: 1, disabled: true };
    expect(await setStaffAccountDisabled(api.db, await keeper(), change, api.clock.now())).toBe(null);
    expect(await api.db.select().from(exports).where(eq(exports.account, name))).toEqual([]);
  });

  it('that cannot be made says so, and is kept as failed', async () => {
    const { name, signIn } = await signedIn();
    await onDatabase(api.ownerUrl, (sql) =>
      sql.unsafe(`alter table export_pieces add constraint no_pieces check (export_id is null) not valid`),
    );
    try {
      const refused = await api.post(`/api/staff/audit/exports?target=${target}`, undefined, {
        staff: signIn,
      });
      expect(await refusal(refused)).toEqual({ status: 503, code: 'EXPORT_FAILED' });
    } finally {
      await onDatabase(api.ownerUrl, (sql) =>
        sql.unsafe('alter table export_pieces drop constraint no_pieces'),
      );
    }
    const rows = await api.db.select().from(exports).where(eq(exports.account, name));
    expect(rows).toMatchObject([{ state: 'failed', problem: 'EXPORT_FAILED' }]);
    expect(await exportsOf(name)).toEqual([]);
  });

  it('of more rows than one export takes is not made', async () => {
    const page = async (_db: unknown, after: number | undefined, limit: number) =>
      Array.from({ length: limit }, (_, n) => (after ?? 0) + n + 1);
    const source = { page, cursorOf: (n: number) => n, shown: (rows: number[]) => rows, columns: [] };
    const pages = cellsOf(api.db, source, 900);
    expect((await pages.next()).value).toHaveLength(500);
    await expect(pages.next()).rejects.toMatchObject({ code: 'EXPORT_TOO_LARGE', extra: { limit: 900 } });
  });
});

it('every list that is exported asks for the right that the table of lists names', async () => {
  const { operations } = await documentedOperations(api);
  const asked = operations
    .filter(({ name }) => /^POST .*\/exports$/.test(name))
    // The rows of a file that was sent in are named by whose they are, and what is one person's in the plural.
    .map(({ path, permission }) => [
      path
        .replace(/late-lists\/.*\/people\//, 'late-people/')
        .split('/')
        .at(-2)
        ?.replace(/^rows$/, 'batch-rows')
        .replace(/^timeline$/, 'timelines'),
      permission,
    ]);
  expect(asked.toSorted()).toEqual(Object.entries(LIST_PERMISSIONS).toSorted());
});
