import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../stack/commands/text-table.ts';
import type { Row } from './measure.ts';

const FILE = join(import.meta.dirname, 'results.json');

export interface Results {
  machine: string;
  at: string;
  measures: Row[];
}

/** Writes bench/results.json. @returns where it is */
export function writeResults(rows: Row[], at: Date): string {
  const results: Results = { machine: machine(), at: at.toISOString(), measures: rows };
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  return FILE;
}

export function resultsTable(rows: Row[]): string[] {
  return textTable([
    ['#', 'measure', 'value', 'baseline', 'ratio', 'reach', 'holds'],
    ...rows.map((row) => [
      row.id,
      row.name,
      `${row.value}${row.unit && ` ${row.unit}`}`,
      row.baseline === null ? '-' : String(row.baseline),
      row.ratio === null ? '-' : row.ratio.toFixed(2),
      row.reach ?? 'stated',
      row.holds === null ? '-' : row.holds ? 'yes' : 'NO',
    ]),
  ]);
}

function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${process.platform} ${process.arch}, ${cores.length} x ${cores[0]?.model.trim() || 'unknown processor'}, ${memory} GB, Node ${process.versions.node}`;
}
