import { cellReader, type CellReading, readChoice, readPlaceCode, readText } from '../cells/cells.ts';
import { ALL_RESIDENT_IDS, type ImportColumn, OF_PAPER, oneOf, orResidentId } from '../cells/columns.ts';
import type { Bilingual } from '../cells/export-cell.ts';
import { ID_TYPE_NAMES } from '../person/id-type-names.ts';
import type { Flaw } from '../cells/flaws.ts';
import { readIdNumber } from '../person/id-number-cell.ts';
import type { IdType } from '../person/id-number.ts';
import { readIdType } from '../person/id-type-cell.ts';
import { readName } from '../person/name-cell.ts';
import { plainCode, plainSubjectCode } from '../text/code.ts';
import type { ListKind } from './eligibility.ts';

/** What becomes of an entry by a row of a file. */
export const LIST_ACTIONS = ['add', 'remove'] as const;

/** An entry of the white or black list, or one that is to go. */
export interface ListRow {
  /** The school on whose roll the person is; empty: the only one. */
  schoolCode: string;
  idType: IdType;
  idNumber: string;
  name: string;
  subjectCode: string;
  kind: ListKind;
  action: (typeof LIST_ACTIONS)[number];
  reason: string;
}

export type ListColumn = keyof ListRow;
export type ListCells = Record<ListColumn, string>;

const KIND_NAMES: Record<ListKind, readonly string[]> = {
  white: ['白名单', '白'],
  black: ['黑名单', '黑'],
};
const ACTION_NAMES: Record<ListRow['action'], readonly string[]> = {
  add: ['加入', '添加', '新增', '增加'],
  remove: ['移出', '移除', '删除'],
};
/** What becomes of an entry, in words. */
export const LIST_ACTION_WORDS: Readonly<Record<ListRow['action'], Bilingual>> = {
  add: { zh: '加入', en: 'added' },
  remove: { zh: '移出', en: 'taken away' },
};

const REASON_LIMIT = 200;
const SCHOOL_DIGITS = 5;

/** The columns of a file of list entries. Numbers without an ID type are those of resident IDs; what is added says why. */
export const LIST_COLUMNS = [
  {
    key: 'schoolCode',
    zh: '学校代码',
    en: 'school code',
    takes: {
      zh: '5 位数字；不填则为证件号码所在的唯一一所学校',
      en: '5 digits; empty: the only school that has the ID number',
    },
    aliases: ['院校代码'],
    optional: true,
  },
  {
    key: 'idType',
    zh: '证件类型',
    en: 'ID type',
    takes: orResidentId(oneOf(ID_TYPE_NAMES)),
    aliases: ['身份证件类型'],
    optional: true,
    whenAbsent: ALL_RESIDENT_IDS,
  },
  {
    key: 'idNumber',
    zh: '证件号码',
    en: 'ID number',
    takes: OF_PAPER,
    aliases: ['证件号', '身份证号', '身份证号码'],
    isOwn: true,
  },
  {
    key: 'name',
    zh: '姓名',
    en: 'name',
    takes: { zh: '与证件一致', en: 'as on the paper' },
    aliases: ['考生姓名', '学生姓名'],
    isOwn: true,
  },
  {
    key: 'subjectCode',
    zh: '科目代码',
    en: 'subject code',
    takes: { zh: '科目目录中的 1 位代码', en: 'the code of a subject of the catalogue' },
    aliases: ['科目'],
  },
  { key: 'kind', zh: '名单', en: 'list', takes: oneOf(KIND_NAMES), aliases: ['名单类型', '黑白名单'] },
  {
    key: 'action',
    zh: '操作',
    en: 'action',
    takes: { zh: `${oneOf(ACTION_NAMES).zh}；不填为加入`, en: `${oneOf(ACTION_NAMES).en}; empty: added` },
    aliases: [
      '动作',
      '操作类型',
      '操作方式',
      '增加/移除',
      '加入/移除',
      '加入/移出',
      '增删',
      '增减',
      '变更类型',
      'operation',
    ],
    optional: true,
    whenAbsent: { zh: '所有行都按“加入”处理', en: 'all rows are added' },
  },
  {
    key: 'reason',
    zh: '原因',
    en: 'reason',
    takes: {
      zh: `加入时必填，不超过 ${REASON_LIMIT} 个字符`,
      en: `needed for what is added, at most ${REASON_LIMIT} characters`,
    },
    aliases: ['说明', '事由', '理由'],
    optional: true,
  },
] as const satisfies readonly ImportColumn<ListColumn>[];

/** Reads the cells of one row. @returns the row, or every flaw in it */
export function readListRow(
  cells: ListCells,
): { row: ListRow; flaws: [] } | { row: null; flaws: Flaw<ListColumn>[] } {
  const action = readAction(cells.action);
  const isRemoved = action.problem === undefined && action.value === 'remove';
  const { flaws, read } = cellReader<ListColumn>(cells, [
    'schoolCode',
    'idType',
    'action',
    ...(isRemoved ? (['reason'] as const) : []),
  ]);
  const idType = read('idType', (cell) =>
    plainCode(cell) === '' ? { value: 'residentId' as const } : readIdType(cell),
  );
  const row = {
    schoolCode: read('schoolCode', readSchoolCode),
    idType,
    idNumber: read('idNumber', (cell) => readIdNumber(cell, idType)),
    name: read('name', (cell) => readName(cell, idType)),
    subjectCode: read('subjectCode', readSubjectCode),
    kind: read('kind', (cell) => readChoice(cell, KIND_NAMES)),
    action: read('action', () => action),
    reason: read('reason', (cell) => readText(cell, REASON_LIMIT)),
  };
  // No value is null when there is no flaw.
  return flaws.length > 0 ? { row: null, flaws } : { row: row as ListRow, flaws: [] };
}

/** Reads whether a row is added to a list or taken from it. */
export function readAction(cell: string): CellReading<ListRow['action']> {
  return plainCode(cell) === '' ? { value: 'add' } : readChoice(cell, ACTION_NAMES);
}

function readSchoolCode(cell: string): CellReading<string> {
  const value = plainCode(cell) === '' ? '' : readPlaceCode(cell, SCHOOL_DIGITS);
  return value === null ? { problem: 'UNKNOWN_VALUE', parameters: { allowed: '5 位学校代码' } } : { value };
}

/** Reads a subject's code; the catalogue says whether there is such a subject. */
export function readSubjectCode(cell: string): CellReading<string> {
  const value = plainSubjectCode(cell);
  return /^[0-9A-Z]$/.test(value)
    ? { value }
    : { problem: 'UNKNOWN_SUBJECT', parameters: { code: value.slice(0, 10) } };
}
