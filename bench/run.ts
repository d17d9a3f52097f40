import { listenForInterruption } from '../stack/processes/interruption.ts';
import { Reaper } from '../stack/processes/reaper.ts';
import { StackError } from '../stack/stack-error.ts';
import { StopList } from '../stack/processes/stop-list.ts';
import { chooseMeasures } from './choose-measures.ts';
import type { Row } from './measure.ts';
import { MEASURES } from './measures/index.ts';
import { startPlatform } from './platform.ts';
import { resultsTable, writeResults } from './results.ts';
import { startStack } from './stack.ts';

/** Runs `npm run bench`, or `npm run bench -- 3 4` for some of it. */
async function bench(): Promise<void> {
  const measures = chooseMeasures(MEASURES, process.argv.slice(2));
  const reaper = new Reaper();
  const stops = new StopList();
  const signal = listenForInterruption(() => {
    reaper.killAll();
    process.exit(130);
  });
  const rows: Row[] = [];
  try {
    console.log('Starting PostgreSQL, Temporal and the platform ...');
    const platform = await startPlatform(await startStack(reaper, stops), stops);
    for (const measure of measures) {
      signal.throwIfAborted();
      console.log(`${measure.id}  ${measure.title}`);
      rows.push(...(await measure.run({ platform, signal, say: (line) => console.log(`    ${line}`) })));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await stops.stopAll(console.error);
    reaper.close();
  }
  if (signal.aborted) {
    process.exitCode = 130;
    return;
  }
  const file = writeResults(rows, new Date());
  console.log(`\n${resultsTable(rows).join('\n')}\n\n${file}`);
}

bench().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof StackError ? error.message : error);
    process.exit(1);
  },
);
