import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { importRoll } from '../../activities/imports/import-here.ts';
import type { ImportProgress } from '../../activities/imports/import-report.ts';

import { idNumberIndex } from '../../db/person/personal-index.ts';
import { auditLog, batches, candidates, registrations } from '../../db/schema/index.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { createVault } from '../../db/vault.ts';
import { comparableName } from '../../domain/person/names.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import type { Scope } from '../../domain/scopes.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import { csvOf, rollTable, xlsxOf } from '../support/table-files.ts';
import { importFixture, type TestSchool } from '../support/import-fixture.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { versionOfSettings } from '../support/settings.ts';

const fixture = await importFixture();
const { db, vault, clock } = fixture;

const rollOf = (school: TestSchool, count: number, changes: Partial<RollCells> = {}) =>
  Array.from({ length: count }, () => mintRollCells({ campusCode: school.campusCode, ...changes }));
const importCells = (school: TestSchool, rows: RollCells[], more: object = {}) =>
  importRoll({
    db,
    vault,
    clock,
    source: csvOf(rollTable(rows)),
    examSessionId: school.examSessionId,
    ...more,
  });
const stored = async (school: TestSchool) =>
  db
    .select()
    .from(candidates)
    .where(eq(candidates.examSessionId, school.examSessionId))
    .orderBy(candidates.idNumberIndex);
const storedRows = async (school: TestSchool) => (await stored(school)).map((row) => openRollRow(vault, row));

describe('a roll', () => {
  it('is taken in with its place, findable by ID number, name and student number', async () => {
    const school = await fixture.mintSchool();
    const [row] = rollOf(school, 1, { name: '李䶮', studentNumber: 'S1' });
    const report = await importCells(school, [row as RollCells]);
    expect(report).toMatchObject({ imported: true, rowCount: 1, insertedCount: 1, badRows: [] });
    const [candidate] = await stored(school);
    expect(candidate).toMatchObject({
      provinceCode: school.provinceCode,
      schoolCode: school.schoolCode,
      campusCode: school.campusCode,
      idType: 'residentId',
      idNumberIndex: idNumberIndex(vault, 'residentId', String(row?.idNumber).toLowerCase()),
      nameIndex: vault.blindIndex('name', comparableName('李龑')),
      studentNumberIndex: vault.blindIndex('studentNumber', `${school.schoolCode}:S1`),
    });
    expect(openRollRow(vault, candidate!)).toMatchObject({
      name: '李䶮',
      sex: 'female',
    });
  });

  it('lies in the database without one personal value in clear', async () => {
    const school = await fixture.mintSchool();
    const [row] = rollOf(school, 1, { name: '欧阳样本', studentNumber: 'SECRET77' });
    await importCells(school, [row as RollCells]);
    for (const table of ['candidates', 'batches', 'batch_rows', 'audit_log']) {
      const found = await db.execute<{ text: string }>(
        sql`select row_to_json(t)::text as text from ${sql.identifier(table)} t`,
      );
      const text = found.map((line) => line.text).join('\n');
      for (const value of [row?.idNumber, row?.name, row?.studentNumber]) expect(text).not.toContain(value);
    }
  });

  it('taken in twice changes nothing, and says so', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 20);
    await importCells(school, rows);
    const before = await stored(school);
    clock.set('2026-09-21T02:00:00Z');
    const again = await importCells(school, rows);
    expect(again).toMatchObject({ insertedCount: 0, updatedCount: 0, unchangedCount: 20, imported: true });
    expect(await stored(school)).toEqual(before);
  });

  it('is the same from CSV in either encoding and from XLSX', async () => {
    const school = await fixture.mintSchool();
    const table = rollTable(rollOf(school, 30, { name: '𬱖㛃·阿卜', remarks: '“引号", 逗号，\t' }));
    const sources = [csvOf(table, 'gb18030'), csvOf(table, 'utf8-mark'), await xlsxOf(table), csvOf(table)];
    const [first, ...others] = sources;
    const request = { db, vault, clock, examSessionId: school.examSessionId };
    const report = await importRoll({ ...request, source: first as (typeof sources)[0] });
    expect(report).toMatchObject({ insertedCount: 30 });
    for (const source of others) {
      expect(await importRoll({ ...request, source })).toMatchObject({ unchangedCount: 30, updatedCount: 0 });
    }
  });

  it('rewrites exactly the rows that changed, in whatever column', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 10);
    await importCells(school, rows);
    const before = new Map((await stored(school)).map((row) => [row.id, row]));
    clock.set('2026-09-22T02:00:00Z');
    rows[4] = { ...(rows[4] as RollCells), remarks: '休学' };
    expect(await importCells(school, rows)).toMatchObject({ updatedCount: 1, unchangedCount: 9 });
    const changed = (await stored(school)).filter((row) => row.digest !== before.get(row.id)?.digest);
    expect(changed).toHaveLength(1);
    expect(changed[0]?.importedAt).toEqual(clock.now());
  });

  it('that is only checked changes nothing, and says what would change', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 3);
    await importCells(school, rows.slice(0, 1));
    const report = await importCells(school, rows, { checkOnly: true });
    expect(report).toMatchObject({ imported: false, insertedCount: 2, unchangedCount: 1 });
    expect(await stored(school)).toHaveLength(1);
  });

  it('with one bad row is kept out whole, unless the bad rows are to be skipped', async () => {
    const school = await fixture.mintSchool();
    const rows = [...rollOf(school, 2), ...rollOf(school, 1, { sex: '?' })];
    expect(await importCells(school, rows)).toMatchObject({ imported: false, badRows: [{ line: 4 }] });
    expect(await stored(school)).toHaveLength(0);
    const skipped = await importCells(school, rows, { skipBadRows: true });
    expect(skipped).toMatchObject({ imported: true, insertedCount: 2, badRows: [{ line: 4 }] });
    expect(await stored(school)).toHaveLength(2);
  });

  it('never removes anybody: neither whom the file leaves out nor whom a registration is bound to', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 3);
    await importCells(school, rows);
    const [bound] = await stored(school);
    const { id, provinceCode, schoolCode, campusCode, examSessionId } = bound as NonNullable<typeof bound>;
    await db.insert(registrations).values({
      id,
      examSessionId,
      provinceCode,
      schoolCode,
      campusCode,
      version: 1,
      stage: 'saved',
      state: EMPTY_REGISTRATION,
      changedAt: clock.now(),
    });
    await importCells(school, rollOf(school, 1));
    expect((await stored(school)).map((row) => row.id)).toContain(id);
    expect(await stored(school)).toHaveLength(4);
  });

  it('leaves the settings version alone, and is audited without personal data', async () => {
    const school = await fixture.mintSchool();
    const before = await versionOfSettings(db, school.examSessionId);
    await importCells(school, rollOf(school, 2), { scope: school.schoolCode });
    expect(await versionOfSettings(db, school.examSessionId)).toBe(before);
    const [batch] = await db
      .select()
      .from(batches)
      .where(eq(batches.scope, school.schoolCode as Scope));
    const audited = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `batch/${batch?.id}`))
      .orderBy(auditLog.id);
    const about = { kind: 'roll', examSessionId: school.examSessionId, scope: school.schoolCode };
    expect(audited).toMatchObject([
      { action: 'batchUploaded', details: { ...about, fileDigest: batch?.fileDigest } },
      { action: 'batchStarted', details: { ...about, overwrite: false, markMissing: false } },
      { action: 'batchDone', details: { ...about, total: 2, done: 2, unchanged: 0, refused: 0 } },
    ]);
    expect(audited.every(({ actor }) => actor === COMMAND_LINE)).toBe(true);
  });

  it('tells its progress in batches', async () => {
    const school = await fixture.mintSchool();
    const progress: ImportProgress[] = [];
    await importCells(school, rollOf(school, 1_200), {
      onProgress: (step: ImportProgress) => progress.push(step),
    });
    expect(progress.map((step) => step.doneCount)).toEqual([500, 1000, 1200, 500, 1000, 1200]);
    expect(progress.at(-1)).toEqual({ phase: 'importing', doneCount: 1200, totalCount: 1200 });
  });

  it('goes into each exam session by itself', async () => {
    const school = await fixture.mintSchool();
    const other = await fixture.mintSchool();
    const rows = rollOf(school, 2);
    await importCells(school, rows);
    const report = await importCells({ ...school, examSessionId: other.examSessionId }, rows);
    expect(report).toMatchObject({ insertedCount: 2 });
  });

  it('is refused for an exam session that does not exist, and under other keys', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 1);
    await expect(importCells(school, rows, { examSessionId: '1999-1' })).rejects.toMatchObject({
      code: 'UNKNOWN_SESSION',
    });
    await importCells(school, rows);
    for (const keys of [
      { ...fixture.keys, indexKey: '77'.repeat(32) },
      { ...fixture.keys, dataKey: '77'.repeat(32) },
    ]) {
      await expect(importCells(school, rows, { vault: createVault(keys) })).rejects.toMatchObject({
        code: 'WRONG_KEYS',
      });
    }
  });
});

describe('student numbers', () => {
  it('may be swapped by a file, even across its batches', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 700);
    await importCells(school, rows);
    const [first, last] = [rows[0], rows[699]] as [RollCells, RollCells];
    rows[0] = { ...first, studentNumber: last.studentNumber };
    rows[699] = { ...last, studentNumber: first.studentNumber };
    expect(await importCells(school, rows)).toMatchObject({ imported: true, updatedCount: 2 });
    const numbers = new Map((await storedRows(school)).map((row) => [row.idNumber, row.studentNumber]));
    expect(numbers.get(first.idNumber)).toBe(last.studentNumber);
    expect(numbers.get(last.idNumber)).toBe(first.studentNumber);
    expect(await importCells(school, rows)).toMatchObject({ unchangedCount: 700 });
  });

  it('are passed round by thousands at once', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 4_100);
    await importCells(school, rows);
    const numbers = rows.map(({ studentNumber }) => studentNumber);
    const turned = rows.map((row, at) => ({ ...row, studentNumber: numbers[(at + 1) % numbers.length]! }));
    expect(await importCells(school, turned)).toMatchObject({ imported: true, updatedCount: 4_100 });
    const stood = new Map((await storedRows(school)).map((row) => [row.idNumber, row.studentNumber]));
    expect(turned.filter((row) => stood.get(row.idNumber) !== row.studentNumber)).toEqual([]);
  });

  it.each([
    [{}, [0, 1]],
    [{ overwrite: true }, [1, 2]],
  ])('that was corrected by hand goes to nobody else, unless the file is to win: %j', async (more, kept) => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 2) as [RollCells, RollCells];
    await importCells(school, rows);
    const index = idNumberIndex(vault, 'residentId', rows[0].idNumber);
    const own = eq(candidates.idNumberIndex, index);
    await db
      .update(candidates)
      .set({ corrected: ['studentNumber'] })
      .where(own);
    const file = [
      { ...rows[0], studentNumber: 'NEW2' },
      { ...rows[1], studentNumber: rows[0].studentNumber },
    ];
    await importCells(school, file, more);
    const numbers = [rows[1].studentNumber, rows[0].studentNumber, 'NEW2'];
    const stood = await stored(school);
    expect(stood.map((row) => openRollRow(vault, row).studentNumber).toSorted()).toEqual(
      kept.map((at) => numbers[at]).toSorted(),
    );
    expect(stood.filter((row) => row.studentNumberIndex.startsWith('passed-on'))).toEqual([]);
  });

  it('of somebody outside the file cannot be taken', async () => {
    const school = await fixture.mintSchool();
    const [holder] = rollOf(school, 1);
    await importCells(school, [holder as RollCells]);
    const rows = rollOf(school, 1, { studentNumber: String(holder?.studentNumber) });
    const report = await importCells(school, rows);
    expect(report.badRows).toMatchObject([{ line: 2, flaws: [{ code: 'STUDENT_NUMBER_TAKEN' }] }]);
  });

  it('of somebody whose own row is bad cannot be taken either, down the whole chain', async () => {
    const school = await fixture.mintSchool();
    const rows = rollOf(school, 3) as [RollCells, RollCells, RollCells];
    await importCells(school, rows);
    const shifted = [
      { ...rows[0], studentNumber: rows[1].studentNumber },
      { ...rows[1], studentNumber: rows[2].studentNumber },
      { ...rows[2], studentNumber: 'NEW1', sex: '?' },
    ];
    const report = await importCells(school, shifted, { skipBadRows: true });
    expect(report.badRows.map((row) => row.flaws[0]?.code)).toEqual([
      'STUDENT_NUMBER_TAKEN',
      'STUDENT_NUMBER_TAKEN',
      'UNKNOWN_VALUE',
    ]);
    expect((await storedRows(school)).map((row) => row.studentNumber).toSorted()).toEqual(
      rows.map((row) => row.studentNumber).toSorted(),
    );
  });
});
