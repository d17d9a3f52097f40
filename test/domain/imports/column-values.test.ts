import { describe, expect, it } from 'vitest';
import { FILE_KINDS } from '../../../domain/batches/batch.ts';
import { IMPORT_COLUMNS } from '../../../domain/imports/columns.ts';
import { type RollCells, readClosedCell, readRollRow } from '../../../domain/roll/roll.ts';

const ROW: RollCells = {
  name: '张三',
  sex: '男',
  idType: '护照',
  idNumber: 'E12345678',
  campusCode: '991011',
  educationLevel: '本科',
  schoolingYears: '2.5',
  entryYear: '2025',
  grade: '8',
  department: '文学院',
  major: '中文',
  className: '1班',
  studentNumber: '001',
  remarks: '',
};

describe('a column of a file that is sent in', () => {
  it.each(FILE_KINDS.filter((kind) => kind !== 'photos'))('says what it takes: %s', (kind) => {
    const silent = IMPORT_COLUMNS[kind].filter(({ takes }) => !takes?.zh || !takes.en);
    expect(silent.map(({ key }) => key)).toEqual([]);
  });

  it('takes every value that it names', () => {
    const named = (key: string) => IMPORT_COLUMNS.roll.find((one) => one.key === key)?.takes?.zh ?? '';
    for (const key of ['sex', 'idType', 'educationLevel'] as const) {
      const values = named(key).split('、');
      expect(values.length).toBeGreaterThan(1);
      expect(values.filter((value) => readClosedCell(key, value) === null)).toEqual([]);
    }
    expect(named('grade')).toBe('1 至 8');
    const facts = { currentYear: 2026 };
    expect(readRollRow(ROW, facts).flaws).toEqual([]);
    expect(readRollRow({ ...ROW, grade: '9' }, facts).flaws).toHaveLength(1);
  });
});
