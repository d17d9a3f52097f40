import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenForInterruption } from '../stack/processes/interruption.ts';
import { Reaper } from '../stack/processes/reaper.ts';
import { StackError } from '../stack/stack-error.ts';
import { StopList } from '../stack/processes/stop-list.ts';
import { chooseMeasures } from './choose-measures.ts';
import { plotsOf } from './draw/plots.ts';
import type { LatencySeries, MeasureContext, Row } from './measure.ts';
import { MEASURES } from './measures/index.ts';
import { readOptions } from './options.ts';
import { createPeers } from './peers.ts';
import { profileTables } from './processes/profile-tables.ts';
import { startPlatform } from './platform.ts';
import { resultsTable, writePlots, writeResults } from './results.ts';
import { startServers } from './stack.ts';

const PROFILES = join(import.meta.dirname, 'profiles');

/** Runs `npm run bench`, or `npm run bench -- 3 4` for some of it. */
async function bench(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const measures = chooseMeasures(MEASURES, options.measures);
  const reaper = new Reaper();
  const stops = new StopList();
  const signal = listenForInterruption(() => {
    reaper.killAll();
    process.exit(130);
  });
  const rows: Row[] = [];
  const plots: Record<string, LatencySeries> = {};
  try {
    const directory = mkdtempSync(join(tmpdir(), 'cet-registration-bench-'));
    reaper.removeAfterwards(directory);
    rmSync(PROFILES, { recursive: true, force: true });
    const starting = { directory, reaper, stops, profiles: options.profile ? PROFILES : null };
    const servers = await startServers(starting, signal);
    signal.throwIfAborted();
    const platform = await startPlatform(starting, servers);
    const peers = createPeers(starting, servers);
    for (const measure of measures) {
      signal.throwIfAborted();
      console.log(`${measure.id}  ${measure.title}`);
      const context: MeasureContext = {
        platform,
        peers,
        options,
        signal,
        say: (line) => console.log(`    ${line}`),
        plot: (name, series) => {
          plots[name] = series;
        },
      };
      rows.push(...(await measure.run(context)));
      // What comes later may fail.
      writeResults(rows, Date.now());
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
  const file = writeResults(rows, Date.now());
  const written = options.profile ? [PROFILES] : [file, ...writePlots(plotsOf(rows, plots))];
  if (options.profile) console.log(`\n${profileTables(PROFILES).join('\n')}`);
  console.log(`\n${[...resultsTable(rows), '', ...written].join('\n')}`);
}

bench().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof StackError ? error.message : error);
    process.exit(1);
  },
);
