import { parseArgs } from 'node:util';
import { connectDatabase } from '../../db/connect.ts';
import {
  compareCounters,
  type CounterDifference,
  mendCounters,
} from '../../db/dashboard/compare-counters.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { StackError } from '../stack-error.ts';
import type { AuditCommand } from './audit-command.ts';
import { databaseTrouble, EXIT_DONE, EXIT_UNUSABLE } from './import-command.ts';
import { platformAccess } from './local-platform.ts';
import { textTable } from './text-table.ts';

const COUNTERS_USAGE = `npm run counters -- check     compare the counters of the overview with the rows that they count
npm run counters -- mend      the same, and set those that differ to what the rows add up to

  --help                      this text

Both read all rows, as of one moment: nothing has to stand still meanwhile.
DATABASE_URL, DATA_KEY and INDEX_KEY are taken from the environment, or from the platform running here.`;

/** The exit code when counters differ from their rows. */
const EXIT_DIFFERENT = 1;
const SHOWN = 50;

/** Runs `npm run counters -- ...`. @returns the exit code */
export async function runCountersCommand({ args, environment, print }: AuditCommand): Promise<number> {
  try {
    const wanted = parse(args);
    if (wanted === 'help') {
      print(COUNTERS_USAGE);
      return EXIT_DONE;
    }
    const { databaseUrl } = await platformAccess(environment);
    const { db, close } = connectDatabase(databaseUrl, { poolSize: 1 });
    try {
      const differences = await compareCounters(db);
      for (const line of report(differences)) print(line);
      if (wanted === 'check') return differences.length === 0 ? EXIT_DONE : EXIT_DIFFERENT;
      print(`${await mendCounters(db)} counters were set anew`);
      return EXIT_DONE;
    } finally {
      await close();
    }
  } catch (error) {
    print(error instanceof StackError ? error.message : `Nothing was compared: ${databaseTrouble(error)}.`);
    return EXIT_UNUSABLE;
  }
}

function parse(args: string[]): 'check' | 'mend' | 'help' {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean' } } });
  } catch (error) {
    throw new StackError(`${(error as Error).message}\n\n${COUNTERS_USAGE}`);
  }
  if (parsed.values.help) return 'help';
  const [wanted, ...more] = parsed.positionals;
  if ((wanted !== 'check' && wanted !== 'mend') || more.length > 0) throw new StackError(COUNTERS_USAGE);
  return wanted;
}

function report(differences: CounterDifference[]): string[] {
  if (differences.length === 0) return ['every counter is what its rows add up to'];
  const rows = differences
    .slice(0, SHOWN)
    .map(({ examSessionId, scope, measure, hour, counted, rows: count }) => [
      examSessionId,
      scope,
      measure,
      hour === 0 ? '' : new Date(hour * HOUR_MS).toISOString(),
      String(counted),
      String(count),
    ]);
  const more = differences.length - rows.length;
  return [
    ...textTable([['exam session', 'scope', 'measure', 'hour', 'counted', 'rows'], ...rows]),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
