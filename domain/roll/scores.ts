import { type IdType, isValidIdNumber, normaliseIdNumber } from '../person/id-number.ts';
import { readIdType } from '../person/id-type-names.ts';
import { cellReader, type CellReading, readName, readNumber } from '../cells/cells.ts';
import type { ImportColumn } from '../cells/columns.ts';
import type { Flaw } from '../cells/flaws.ts';

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

/** The columns of a score file. Numbers without an ID type are those of resident IDs. */
export const SCORE_COLUMNS = [
  {
    key: 'ticketNumber',
    zh: '准考证号',
    en: 'admission ticket number',
    aliases: ['准考证号码', '笔试准考证号', 'ticket number'],
  },
  { key: 'idType', zh: '证件类型', en: 'ID type', aliases: ['身份证件类型'], optional: true },
  {
    key: 'idNumber',
    zh: '证件号码',
    en: 'ID number',
    aliases: ['证件号', '身份证号', '身份证号码'],
  },
  { key: 'name', zh: '姓名', en: 'name', aliases: ['考生姓名'] },
  { key: 'score', zh: '成绩', en: 'score', aliases: ['总分', '笔试成绩', 'total'] },
] as const satisfies readonly ImportColumn<ScoreColumn>[];

export const HIGHEST_SCORE = 710;

/** The first year of the present numbering and the scale of 710; older scores are filed by the school. */
export const OLDEST_SCORE_YEAR = 2005;

/** The first year of the exam: two-digit years from there on belong to the last century. */
const FIRST_EXAM_YEAR = 1987;
const CET4_WRITTEN = '1';

export type TicketProblem = 'BAD_TICKET' | 'TICKET_TOO_OLD' | 'NOT_CET4_TICKET';

/** Finds the reason why a number is not the ticket of a CET-4 written test of 2005 or later, or null. */
export function cet4TicketProblem(ticketNumber: string): TicketProblem | null {
  const ticket = ticketNumber.match(/^\d{6}(\d{2})([12])(\d)\d{5}$/);
  if (!ticket) return 'BAD_TICKET';
  const [, year, , subject] = ticket;
  const century = Number(year) >= FIRST_EXAM_YEAR % 100 ? 1900 : 2000;
  if (century + Number(year) < OLDEST_SCORE_YEAR) return 'TICKET_TOO_OLD';
  return subject === CET4_WRITTEN ? null : 'NOT_CET4_TICKET';
}

/**
 * Reads the cells of one score record.
 * @returns the row, or every flaw in it
 */
export function readScoreRow(
  cells: ScoreCells,
): { row: ScoreRow; flaws: [] } | { row: null; flaws: Flaw<ScoreColumn>[] } {
  const { flaws, read } = cellReader<ScoreColumn>(cells, ['idType']);

  const idType = read('idType', (cell) =>
    cell.trim() === '' ? { value: 'residentId' as const } : readIdType(cell),
  );
  const row = {
    ticketNumber: read('ticketNumber', readTicketNumber),
    idType,
    idNumber: read('idNumber', (cell): CellReading<string> => {
      const value = normaliseIdNumber(cell);
      return idType === null || isValidIdNumber(idType, value) ? { value } : { problem: 'BAD_ID_NUMBER' };
    }),
    name: read('name', readName),
    score: read('score', (cell) => readNumber(cell, { from: 0, to: HIGHEST_SCORE })),
  };
  // No value is null when there is no flaw.
  return flaws.length > 0 ? { row: null, flaws } : { row: row as ScoreRow, flaws: [] };
}

function readTicketNumber(cell: string): CellReading<string> {
  const value = cell.normalize('NFKC').replace(/\s/g, '');
  const problem = cet4TicketProblem(value);
  return problem === null ? { value } : { problem };
}

/** The comparison of a roll entry's person with the CET-4 score record of a ticket. */
export interface ScoreComparison {
  score: number;
  sameIdNumber: boolean;
  sameName: boolean;
}
