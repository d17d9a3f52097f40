import { openExplaining, type PlanNode, rowsLookedAt, scansOf } from '../lists/explained.ts';
import { fillCountry } from '../lists/fill-country.ts';
import { dashboardQueries, listQueries } from '../lists/list-queries.ts';
import { createOwnDatabase } from '../databases.ts';
import { latenciesOf } from '../load/latencies.ts';
import { atMost, type Measure, type Row, stated } from '../measure.ts';
import { rounded } from '../statistics.ts';

const COUNTRY = {
  provinces: 31,
  schoolsPerProvince: 97,
  subjectsPerCampus: 10,
  registrations: 1_000_000,
  reviews: 100_000,
  exceptions: 20_000,
  logEntries: 1_000_000,
  accounts: 12_000,
};
const LIMIT_MS = 300;
const DASHBOARD_LIMIT_MS = 500;
const TIMES = 40;

/** Measures how long staff wait for a page of each list, whatever they ask of it, with a million registrations. */
export const lists: Measure = {
  id: '13a',
  title: 'lists and dashboards of staff with a million registrations: first page, filters, orders; p95',
  async run({ platform, say, signal }) {
    const own = await createOwnDatabase(platform.servers, 'bench_lists');
    await own.close();
    const { sql, db, explain, close } = openExplaining(own.ownerUrl);
    try {
      const from = performance.now();
      await fillCountry(sql, COUNTRY);
      say(`filled in ${rounded((performance.now() - from) / 1_000)} s`);
      const rows: Row[] = [];
      for (const { list, asked, run } of [...listQueries(Date.now()), ...dashboardQueries()]) {
        signal.throwIfAborted();
        const times: number[] = [];
        for (let n = 0; n < TIMES; n++) {
          const start = performance.now();
          await run(db);
          times.push(performance.now() - start);
        }
        const { p50, p95 } = latenciesOf(times, 'uncorrected');
        const plans = await explain(run);
        const figure = { id: '13a', unit: 'ms' };
        rows.push(stated({ ...figure, name: `${list}, ${asked}, p50`, value: p50 }));
        rows.push(atMost({ ...figure, name: `${list}, ${asked}, p95`, value: p95 }, limitOf(list)));
        say(
          `${list}, ${asked}: p50 ${rounded(p50)} ms, p95 ${rounded(p95)} ms; ${plans.map(toldOf).join('; ')}`,
        );
      }
      return rows;
    } finally {
      await close();
    }
  },
};

const limitOf = (list: string) => (list === 'dashboard' ? DASHBOARD_LIMIT_MS : LIMIT_MS);

/** Tells a plan in a line: what it reads, by which index, how many rows and pages. */
function toldOf(plan: PlanNode): string {
  const scans = scansOf(plan).map((scan) => {
    const by = scan['Index Name'] ?? `${scan['Node Type']} of ${scan['Relation Name']}`;
    return `${by} ${rowsLookedAt(scan)}`;
  });
  return `${scans.join(', ')} (${plan['Shared Hit Blocks'] + plan['Shared Read Blocks']} pages)`;
}
