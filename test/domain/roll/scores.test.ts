import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cet4TicketProblem, ticketCharacter } from '../../../domain/roll/cet4-ticket.ts';
import { readScoreRow, type ScoreCells } from '../../../domain/roll/scores.ts';
import { csvLine, formulaSafe } from '../../../domain/cells/spreadsheet-cell.ts';

const GOOD: ScoreCells = {
  ticketNumber: '991010261100102',
  idType: '',
  idNumber: '11010519491231002X',
  name: '李䶮',
  score: '425',
};

describe('a ticket number', () => {
  it.each([
    ['991010051100102', null],
    ['991010262100102', null],
    ['991010042100102', 'TICKET_TOO_OLD'],
    ['991010991100102', 'TICKET_TOO_OLD'],
    ['991010261200102', 'NOT_CET4_TICKET'],
    ['991010263100102', 'BAD_TICKET'],
    ['9.91010E+14', 'BAD_TICKET'],
    ['99101026110010', 'BAD_TICKET'],
    ['9910102611001022', 'BAD_TICKET'],
    ['', 'BAD_TICKET'],
  ])('%s: %s', (ticket, problem) => {
    expect(cet4TicketProblem(ticket)).toBe(problem);
  });
});

describe('a score row', () => {
  it('without an ID type is about a resident ID', () => {
    expect(readScoreRow(GOOD)).toEqual({ row: { ...GOOD, idType: 'residentId', score: 425 }, flaws: [] });
  });

  it('takes every whole score from 0 to 710 and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 1000 }), (score) => {
        const { row } = readScoreRow({ ...GOOD, score: String(score) });
        expect(row !== null).toBe(score >= 0 && score <= 710);
      }),
    );
    expect(readScoreRow({ ...GOOD, score: '425.5' }).flaws[0]?.code).toBe('BAD_NUMBER');
  });

  it('is of nobody under a name that is only a dot', () => {
    for (const name of ['·', ' ･ ・ ', '•'])
      expect(readScoreRow({ ...GOOD, name }).flaws).toMatchObject([{ column: 'name', code: 'REQUIRED' }]);
  });

  it('names every wrong column', () => {
    const { flaws } = readScoreRow({
      ticketNumber: '',
      idType: '学生证',
      idNumber: '',
      name: '',
      score: '优',
    });
    expect(Object.fromEntries(flaws.map((flaw) => [flaw.column, flaw.code]))).toEqual({
      ticketNumber: 'REQUIRED',
      idType: 'UNKNOWN_VALUE',
      idNumber: 'REQUIRED',
      name: 'REQUIRED',
      score: 'BAD_NUMBER',
    });
  });
});

describe('a cell for spreadsheet programs', () => {
  it('never begins as a formula does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠'),
        fc.string(),
        (start, rest) => {
          expect(formulaSafe(start + rest)).toBe(`'${start}${rest}`);
        },
      ),
    );
    expect(formulaSafe('李四')).toBe('李四');
  });

  it('cannot break out of its quotes', () => {
    expect(csvLine([1, 'a","=1+1', '=1'])).toBe('1,"a"",""=1+1","\'=1"\r\n');
  });
});

it('a ticket number that a spreadsheet has rounded is said to have lost digits', () => {
  expect(readScoreRow({ ...GOOD, ticketNumber: '9.91010E+14' }).flaws).toMatchObject([
    { column: 'ticketNumber', code: 'LOST_DIGITS' },
  ]);
});

it('names the character that no ticket number has', () => {
  expect(ticketCharacter('9910101521O0101')).toBe('U+004F');
  expect(ticketCharacter(' ９９１０１０１５２１００１０１ ')).toBeNull();
  expect(readScoreRow({ ...GOOD, ticketNumber: '99101026110O102' }).flaws).toMatchObject([
    { column: 'ticketNumber', code: 'BAD_CHARACTER', message: { zh: expect.stringContaining('U+004F') } },
  ]);
});
