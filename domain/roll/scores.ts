import type { IdType } from '../person/id-number.ts';
import { readIdNumber } from '../person/id-number-cell.ts';
import { readIdType } from '../person/id-type-cell.ts';
import { cellReader, type CellReading, readNumber } from '../cells/cells.ts';
import { readName } from '../person/name-cell.ts';
import {
  ALL_RESIDENT_IDS,
  between,
  digits,
  type ImportColumn,
  OF_PAPER,
  oneOf,
  orResidentId,
} from '../cells/columns.ts';
import { ID_TYPE_NAMES } from '../person/id-type-names.ts';
import type { Flaw } from '../cells/flaws.ts';
import { plainCode } from '../text/code.ts';
import { cet4TicketProblem, ticketCharacter } from './cet4-ticket.ts';

/** A CET-4 result of an earlier exam, which may open CET-6. */
export interface ScoreRow {
  /** The ticket number, 15 digits: campus 6, year 2, half 1, subject 1, room 3, seat 2. */
  ticketNumber: string;
  idType: IdType;
  /** The ID number, normalised. */
  idNumber: string;
  name: string;
  score: number;
}

export type ScoreColumn = keyof ScoreRow;
export type ScoreCells = Record<ScoreColumn, string>;

export const HIGHEST_SCORE = 710;

/** The columns of a score file. Numbers without an ID type are those of resident IDs. */
export const SCORE_COLUMNS = [
  {
    key: 'ticketNumber',
    zh: '准考证号',
    en: 'admission ticket number',
    takes: digits(15),
    aliases: ['准考证号码', '笔试准考证号', 'ticket number'],
    isOwn: true,
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
    aliases: ['考生姓名'],
    isOwn: true,
  },
  {
    key: 'score',
    zh: '成绩',
    en: 'score',
    takes: between(0, HIGHEST_SCORE),
    aliases: ['总分', '笔试成绩', 'total'],
    isOwn: true,
  },
] as const satisfies readonly ImportColumn<ScoreColumn>[];

/**
 * Reads the cells of one score record.
 * @returns the row, or every flaw in it
 */
export function readScoreRow(
  cells: ScoreCells,
): { row: ScoreRow; flaws: [] } | { row: null; flaws: Flaw<ScoreColumn>[] } {
  const { flaws, read } = cellReader<ScoreColumn>(cells, ['idType']);

  const idType = read('idType', (cell) =>
    plainCode(cell) === '' ? { value: 'residentId' as const } : readIdType(cell),
  );
  const row = {
    ticketNumber: read('ticketNumber', readTicketNumber),
    idType,
    idNumber: read('idNumber', (cell) => readIdNumber(cell, idType)),
    name: read('name', (cell) => readName(cell, idType)),
    score: read('score', (cell) => readNumber(cell, { from: 0, to: HIGHEST_SCORE, units: '分' })),
  };
  // No value is null when there is no flaw.
  return flaws.length > 0 ? { row: null, flaws } : { row: row as ScoreRow, flaws: [] };
}

function readTicketNumber(cell: string): CellReading<string> {
  const value = plainCode(cell);
  const character = ticketCharacter(cell);
  if (character !== null) return { problem: 'BAD_CHARACTER', parameters: { character } };
  const problem = cet4TicketProblem(value);
  return problem === null ? { value } : { problem };
}

/** The comparison of a roll entry's person with the CET-4 score record of a ticket. */
export interface ScoreComparison {
  score: number;
  sameIdNumber: boolean;
  sameName: boolean;
}
