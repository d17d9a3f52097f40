import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Instant, isoInstant } from '../domain/time.ts';
import { textTable } from '../stack/commands/text-table.ts';
import type { Row } from './measure.ts';

const FILE = join(import.meta.dirname, 'results.json');
const PLOTS = join(import.meta.dirname, 'plots');

export interface Results {
  machine: string;
  at: string;
  measures: Row[];
}

/** Writes bench/results.json. @returns where it is */
export function writeResults(rows: Row[], at: Instant): string {
  const results: Results = { machine: machine(), at: isoInstant(at), measures: rows };
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  return FILE;
}

/** Writes drawings into bench/plots/, over those of the run before. @returns where they are */
export function writePlots(plots: Readonly<Record<string, string>>): string[] {
  mkdirSync(PLOTS, { recursive: true });
  return Object.entries(plots).map(([name, drawing]) => {
    const path = join(PLOTS, name);
    writeFileSync(path, drawing);
    return path;
  });
}

export function resultsTable(rows: Row[]): string[] {
  return textTable([
    ['#', 'measure', 'value', 'baseline', 'ratio', 'reach', 'holds'],
    ...rows.map((row) => [
      row.id,
      row.name,
      row.value === null ? '-' : `${row.value}${row.unit && ` ${row.unit}`}`,
      row.baseline === null ? '-' : String(row.baseline),
      row.ratio === null ? '-' : String(row.ratio),
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
