import { desc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { comparableName } from '../../domain/person/names.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { importScores } from '../../activities/imports/import-here.ts';
import { auditLog, scoreRecords } from '../../db/schema/index.ts';
import { csvOf, xlsxOf } from '../support/table-files.ts';
import { importFixture } from '../support/import-fixture.ts';
import { mintIdNumber } from '../support/roll-cells.ts';

const { db, vault, clock } = await importFixture();
const HEADINGS = ['准考证号', '证件号码', '姓名', '总分'];
let minted = 10_000;

const mintRow = (score = '512') => {
  minted += 1;
  return [`9910102611${minted}`, mintIdNumber(), '李䶮', score];
};
const importTable = (rows: string[][], more: object = {}) =>
  importScores({ db, vault, clock, source: csvOf([HEADINGS, ...rows]), ...more });
const recordOf = async (ticketNumber: string | undefined) =>
  (
    await db
      .select()
      .from(scoreRecords)
      .where(eq(scoreRecords.ticketNumber, String(ticketNumber)))
  )[0];

describe('score records', () => {
  it('are taken in, found by ID number and name, and the same file twice changes nothing', async () => {
    const rows = [mintRow('425'), mintRow('424')];
    expect(await importTable(rows)).toMatchObject({ imported: true, insertedCount: 2 });
    const record = await recordOf(rows[0]?.[0]);
    expect(record).toMatchObject({
      score: 425,
      idNumberIndex: vault.blindIndex('idNumber', `residentId:${rows[0]?.[1]}`),
      nameIndex: vault.blindIndex('name', comparableName('李龑')),
    });
    clock.set('2026-09-25T00:00:00Z');
    expect(await importTable(rows)).toMatchObject({ insertedCount: 0, updatedCount: 0, unchangedCount: 2 });
    expect(await recordOf(rows[0]?.[0])).toEqual(record);
  });

  it('are corrected by a later file', async () => {
    const row = mintRow('400');
    await importTable([row]);
    expect(await importTable([[...row.slice(0, 3), '430']])).toMatchObject({ updatedCount: 1 });
    expect(await recordOf(row[0])).toMatchObject({ score: 430 });
  });

  it('from XLSX, with ticket numbers as numbers, are the same', async () => {
    const row = mintRow();
    await importTable([row]);
    const [ticket, idNumber = '', name = '', score] = row;
    const source = await xlsxOf([HEADINGS, [Number(ticket), idNumber, name, Number(score)]]);
    expect(await importScores({ db, vault, clock, source })).toMatchObject({ unchangedCount: 1 });
  });

  it('that are bad are named and keep the file out', async () => {
    const good = mintRow();
    const [, idNumber = '', name = ''] = mintRow();
    const { badRows, imported } = await importTable([
      good,
      ['991010042110001', idNumber, name, '500'],
      ['991010261210001', idNumber, name, '500'],
      ['12345', idNumber, name, '500'],
      [...mintRow().slice(0, 3), '711'],
      [good[0] ?? '', idNumber, name, '500'],
    ]);
    expect(imported).toBe(false);
    expect(badRows.map((row) => [row.line, row.flaws.map((flaw) => flaw.code)])).toEqual([
      [3, ['TICKET_TOO_OLD']],
      [4, ['NOT_CET4_TICKET']],
      [5, ['BAD_TICKET']],
      [6, ['BAD_NUMBER']],
      [7, ['DUPLICATE_TICKET']],
    ]);
    expect(await recordOf(good[0])).toBeUndefined();
    expect(await importTable([good, mintRow('x')], { skipBadRows: true })).toMatchObject({
      insertedCount: 1,
    });
  });

  it('are audited', async () => {
    await importTable([mintRow()]);
    const [newest] = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'batchDone'))
      .orderBy(desc(auditLog.id))
      .limit(1);
    expect(newest).toMatchObject({
      actor: COMMAND_LINE,
      details: { kind: 'scores', examSessionId: null, scope: '*', total: 1, done: 1 },
    });
  });

  it('without rows are refused', async () => {
    await expect(importTable([])).rejects.toMatchObject({ code: 'NO_ROWS' });
  });
});
