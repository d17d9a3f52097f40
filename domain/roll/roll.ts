import type { CodeWords } from '../cells/export-cell.ts';
import { readIdType } from '../person/id-type-cell.ts';
import { ID_TYPE_NAMES } from '../person/id-type-names.ts';
import type { IdType } from '../person/id-number.ts';
import { readIdNumber } from '../person/id-number-cell.ts';
import {
  cellReader,
  type CellReading,
  readChoice,
  readCode,
  readNumber,
  readPlaceCode,
  readText,
} from '../cells/cells.ts';
import { readName } from '../person/name-cell.ts';
import { between, digits, type ImportColumn, OF_PAPER, oneOf, upTo } from '../cells/columns.ts';
import type { Flaw } from '../cells/flaws.ts';
import { plainName, plainTitle } from '../text/typed-text.ts';

export type Sex = 'male' | 'female';

/** 学历层次 */
export const EDUCATION_LEVELS = ['associate', 'bachelor', 'master', 'doctor', 'other'] as const;
export type EducationLevel = (typeof EDUCATION_LEVELS)[number];

export const EDUCATION_LEVEL_WORDS: CodeWords<EducationLevel> = {
  associate: { zh: '专科', en: 'associate' },
  bachelor: { zh: '本科', en: 'bachelor' },
  master: { zh: '硕士', en: 'master' },
  doctor: { zh: '博士', en: 'doctor' },
  other: { zh: '其他', en: 'other' },
};

/** An entry of a school's roll (考生学籍), as the eligibility page shows it. */
export interface RollRow {
  /** The name as the school wrote it; compared through `comparableName`. */
  name: string;
  sex: Sex;
  idType: IdType;
  /** The ID number, normalised. */
  idNumber: string;
  campusCode: string;
  educationLevel: EducationLevel;
  /** 学制, in years, including half years. */
  schoolingYears: number;
  entryYear: number;
  grade: number;
  department: string;
  major: string;
  className: string;
  studentNumber: string;
  remarks: string;
}

export type RollColumn = keyof RollRow;
export type RollCells = Record<RollColumn, string>;

const SEX_NAMES: Record<Sex, readonly string[]> = { male: ['男', 'm'], female: ['女', 'f'] };

const EDUCATION_LEVEL_NAMES: Record<EducationLevel, readonly string[]> = {
  associate: ['专科', '高职', '大专', '高职高专', '专科(高职)'],
  bachelor: ['本科', '大学本科', '普通本科', '专升本'],
  master: ['硕士', '硕士研究生'],
  doctor: ['博士', '博士研究生'],
  other: ['其他', '其它'],
};

const OLDEST_ENTRY_YEAR = 1990;
const TEXT_LIMIT = 60;
const REMARKS_LIMIT = 200;
const STUDENT_NUMBER_LIMIT = 30;
/** The grades that a roll has: 1 up to this one. */
export const HIGHEST_GRADE = 8;
const LONGEST_SCHOOLING = 10;
const CAMPUS_DIGITS = 6;
const NUMERALS = '一二三四五六七八九十';

/** The columns of a roll file, in the order of our own templates. */
export const ROLL_COLUMNS = [
  {
    key: 'name',
    zh: '姓名',
    en: 'name',
    takes: { zh: '与证件一致', en: 'as on the paper' },
    aliases: ['考生姓名', '学生姓名'],
    isOwn: true,
  },
  { key: 'sex', zh: '性别', en: 'sex', takes: oneOf(SEX_NAMES), aliases: ['gender'] },
  { key: 'idType', zh: '证件类型', en: 'ID type', takes: oneOf(ID_TYPE_NAMES), aliases: ['身份证件类型'] },
  {
    key: 'idNumber',
    zh: '证件号码',
    en: 'ID number',
    takes: OF_PAPER,
    aliases: ['证件号', '身份证号', '身份证号码', '身份证件号'],
    isOwn: true,
  },
  { key: 'campusCode', zh: '校区代码', en: 'campus code', takes: digits(6), aliases: ['校区', 'campus'] },
  {
    key: 'educationLevel',
    zh: '学历',
    en: 'education level',
    takes: oneOf(EDUCATION_LEVEL_NAMES),
    aliases: ['学历层次', '培养层次', '层次'],
  },
  {
    key: 'schoolingYears',
    zh: '学制',
    en: 'length of schooling',
    takes: between(1, LONGEST_SCHOOLING, { zh: '可带半年，如 2.5', en: 'halves too, such as 2.5' }),
    aliases: ['schooling'],
  },
  {
    key: 'entryYear',
    zh: '入学年份',
    en: 'year of entry',
    takes: {
      zh: `4 位年份，${OLDEST_ENTRY_YEAR} 年以后，最晚为明年`,
      en: `a year from ${OLDEST_ENTRY_YEAR} to next year`,
    },
    aliases: ['入学年', '入学年度'],
  },
  { key: 'grade', zh: '年级', en: 'grade', takes: between(1, HIGHEST_GRADE) },
  {
    key: 'department',
    zh: '院系',
    en: 'department',
    takes: upTo(TEXT_LIMIT),
    aliases: ['院(系)', '学院', '系'],
  },
  { key: 'major', zh: '专业', en: 'major', takes: upTo(TEXT_LIMIT), aliases: ['专业名称'] },
  { key: 'className', zh: '班级', en: 'class', takes: upTo(TEXT_LIMIT), aliases: ['班级名称', '班'] },
  {
    key: 'studentNumber',
    zh: '学号',
    en: 'student number',
    takes: upTo(STUDENT_NUMBER_LIMIT),
    aliases: ['student no'],
    isOwn: true,
  },
  {
    key: 'remarks',
    zh: '备注',
    en: 'remarks',
    takes: upTo(REMARKS_LIMIT),
    aliases: ['附注', '备考', 'remark', 'note'],
    optional: true,
    whenAbsent: { zh: '已有的备注会清空', en: 'remarks that are there are emptied' },
  },
] as const satisfies readonly ImportColumn<RollColumn>[];

/** What is kept of an entry in clear, because staff filter by it. */
export interface RollInClear {
  college: string;
  className: string;
  grade: number;
  educationLevel: EducationLevel;
}

export function rollInClear({ department, className, grade, educationLevel }: RollRow): RollInClear {
  return { college: department, className, grade, educationLevel };
}

/**
 * Reads the cells of one row.
 * @param facts `currentYear`: the entry year is at most the next one (rolls are made ahead of the term)
 * @returns the row, or every flaw in it
 */
export function readRollRow(
  cells: RollCells,
  facts: { currentYear: number },
): { row: RollRow; flaws: [] } | { row: null; flaws: Flaw<RollColumn>[] } {
  const { flaws, read } = cellReader<RollColumn>(cells, ['remarks']);
  const title = (column: RollColumn) => read(column, (cell) => readText(cell, TEXT_LIMIT, plainTitle));

  const idType = read('idType', readIdType);
  const row = {
    name: read('name', (cell) => readName(cell, idType)),
    sex: read('sex', (cell) => readChoice(cell, SEX_NAMES)),
    idType,
    idNumber: read('idNumber', (cell) => readIdNumber(cell, idType)),
    campusCode: read('campusCode', readCampusCode),
    educationLevel: read('educationLevel', (cell) => readChoice(cell, EDUCATION_LEVEL_NAMES)),
    schoolingYears: read('schoolingYears', readSchooling),
    entryYear: read('entryYear', (cell) =>
      readNumber(cell, { from: OLDEST_ENTRY_YEAR, to: facts.currentYear + 1, units: '年|级' }),
    ),
    grade: read('grade', readGrade),
    department: title('department'),
    major: title('major'),
    className: title('className'),
    studentNumber: read('studentNumber', readStudentNumber),
    remarks: read('remarks', (cell) => readText(cell, REMARKS_LIMIT)),
  };
  // No value is null when there is no flaw.
  return flaws.length > 0 ? { row: null, flaws } : { row: row as RollRow, flaws: [] };
}

/** Reads whom a row is about, whatever else may be wrong in it; null where that cannot be read. */
export function readRollPerson(cells: RollCells): Pick<RollRow, 'idType' | 'idNumber' | 'campusCode'> | null {
  const { read } = cellReader<RollColumn>(cells, []);
  const idType = read('idType', readIdType);
  const idNumber = read('idNumber', (cell) => readIdNumber(cell, idType));
  const campusCode = read('campusCode', readCampusCode);
  return idType && idNumber && campusCode ? { idType, idNumber, campusCode } : null;
}

/** Reads the student number of a row, whatever else may be wrong in it; null where that cannot be read. */
export function readRollNumber(cells: RollCells): Pick<RollRow, 'studentNumber' | 'campusCode'> | null {
  const { read } = cellReader<RollColumn>(cells, []);
  const studentNumber = read('studentNumber', readStudentNumber);
  const campusCode = read('campusCode', readCampusCode);
  return studentNumber && campusCode ? { studentNumber, campusCode } : null;
}

/** Writes a row as cells, for our own templates and exports; reading them gives the same row. */
export function rollCells(row: RollRow): RollCells {
  return {
    ...row,
    sex: SEX_NAMES[row.sex][0] ?? row.sex,
    idType: ID_TYPE_NAMES[row.idType][0] ?? row.idType,
    educationLevel: EDUCATION_LEVEL_NAMES[row.educationLevel][0] ?? row.educationLevel,
    schoolingYears: String(row.schoolingYears),
    entryYear: String(row.entryYear),
    grade: String(row.grade),
  };
}

/** Reads a cell of a column whose values are of a closed list; null for any other column, or other text. */
export function readClosedCell(
  column: RollColumn,
  cell: string,
):
  | { column: 'sex'; value: Sex }
  | { column: 'idType'; value: IdType }
  | { column: 'educationLevel'; value: EducationLevel }
  | null {
  const found = <Column extends RollColumn, Value>(of: Column, reading: CellReading<Value>) =>
    'value' in reading ? { column: of, value: reading.value } : null;
  if (column === 'sex') return found(column, readChoice(cell, SEX_NAMES));
  if (column === 'idType') return found(column, readIdType(cell));
  return column === 'educationLevel' ? found(column, readChoice(cell, EDUCATION_LEVEL_NAMES)) : null;
}

function readStudentNumber(cell: string): CellReading<string> {
  return readCode(cell, STUDENT_NUMBER_LIMIT);
}

/** Reads the code of a campus, with its name or without. */
export function readCampusCode(cell: string): CellReading<string> {
  const value = readPlaceCode(cell, CAMPUS_DIGITS);
  return value === null ? { problem: 'BAD_CAMPUS_CODE' } : { value };
}

function readSchooling(cell: string): CellReading<number> {
  const [, whole = '', half] =
    /^([一二两三四五六七八九十])(?:年)?(半)?(?:年?制)?$/.exec(plainName(cell)) ?? [];
  const years = NUMERALS.indexOf(whole.replace('两', '二')) + 1;
  const value = years + (half === undefined ? 0 : 0.5);
  if (whole !== '' && value <= LONGEST_SCHOOLING) return { value };
  return readNumber(cell, { from: 1, to: LONGEST_SCHOOLING, step: 0.5, units: '年制|年' });
}

function readGrade(cell: string): CellReading<number> {
  const numeral = plainName(cell).match(/^(?:大)?([一二三四五六七八])(?:年级)?$/)?.[1];
  if (numeral !== undefined) return { value: NUMERALS.indexOf(numeral) + 1 };
  return readNumber(cell, { from: 1, to: HIGHEST_GRADE, units: '年级' });
}
