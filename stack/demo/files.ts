import { ID_TYPE_NAMES } from '../../domain/person/id-type-names.ts';
import { ROLL_COLUMNS, rollCells } from '../../domain/roll/roll.ts';
import { SCORE_COLUMNS } from '../../domain/roll/scores.ts';
import { csvLine } from '../../domain/cells/spreadsheet-cell.ts';
import { demoPeople, strayScores } from './people.ts';

/** Writes the demo roll as the CSV file it is imported from. */
export function demoRollCsv(): string {
  const lines = demoPeople().map(({ row }) => {
    const cells = rollCells(row);
    return csvLine(ROLL_COLUMNS.map((column) => cells[column.key]));
  });
  return csvLine(ROLL_COLUMNS.map((column) => column.zh)) + lines.join('');
}

/** Writes earlier CET-4 results, of people on the roll and of others, as the CSV file they are imported from. */
export function demoScoresCsv(): string {
  const people = demoPeople();
  const scores = [...people.flatMap(({ score }) => (score ? [score] : [])), ...strayScores(people)];
  const lines = scores.map((score) =>
    csvLine(
      SCORE_COLUMNS.map(({ key }) =>
        key === 'idType' ? (ID_TYPE_NAMES[score.idType][0] ?? score.idType) : String(score[key]),
      ),
    ),
  );
  return csvLine(SCORE_COLUMNS.map((column) => column.zh)) + lines.join('');
}
