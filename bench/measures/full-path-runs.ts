import { eq } from 'drizzle-orm';
import { seatPools } from '../../db/schema/index.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import type { Latencies } from '../load/latencies.ts';
import { refusals } from '../load/refusals.ts';
import type { MeasureContext } from '../measure.ts';
import { watchWindow, type Window } from '../processes/window.ts';
import { median, rounded } from '../statistics.ts';

/** The full path beside bare registrations of the same shape, each the median of its runs. */
export interface FullPathRuns {
  fullPath: Window;
  sameShape: Window;
  /** How long candidates waited for each command, in the run with the median rate. */
  latencies: Record<string, Latencies>;
}

/** The time for which a load may warm up before it counts. */
const WARM_SECONDS = 10;
/** More people than any machine takes in a second. */
const PEOPLE_PER_SECOND = 100;

const runs = new WeakMap<MeasureContext['platform'], Promise<FullPathRuns>>();

/** Alternates runs of the full path with bare ones of the same shape; once, for all measures that need them. */
export function fullPathRuns(context: MeasureContext): Promise<FullPathRuns> {
  const made = runs.get(context.platform) ?? alternate(context);
  runs.set(context.platform, made);
  return made;
}

async function alternate(context: MeasureContext): Promise<FullPathRuns> {
  const { options, say } = context;
  const full: Awaited<ReturnType<typeof runFullPath>>[] = [];
  const bare: Window[] = [];
  for (let run = 1; run <= options.runs; run++) {
    const shape = await runSameShape(context, options.seconds);
    bare.push(shape);
    say(`run ${run} of ${options.runs}: bare of the same shape ${rounded(shape.perSecond)}/s`);
    const path = await runFullPath(context);
    full.push(path);
    say(
      `run ${run} of ${options.runs}: full path ${rounded(path.window.perSecond)}/s${refusals(path.refused)}`,
    );
  }
  const middle = median(full.map(({ window }) => window.perSecond));
  const nearest = full.toSorted(
    (one, other) => Math.abs(one.window.perSecond - middle) - Math.abs(other.window.perSecond - middle),
  )[0];
  return {
    fullPath: medianOf(full.map(({ window }) => window)),
    sameShape: medianOf(bare),
    latencies: nearest?.latencies ?? {},
  };
}

function medianOf(windows: readonly Window[]): Window {
  return {
    perSecond: median(windows.map((window) => window.perSecond)),
    cpuMs: median(windows.map((window) => window.cpuMs)),
  };
}

const SHORT_SECONDS = 10;

/** Answers how many bare registrations of the same shape pass in a second: of the runs, if there were any. */
export async function sameShapePerSecond(context: MeasureContext): Promise<number> {
  const made = await runs.get(context.platform);
  return (made?.sameShape ?? (await runSameShape(context, SHORT_SECONDS))).perSecond;
}

/** Runs bare registrations of the same shape; a registration counts once its worker has seen it paid. */
async function runSameShape(
  { platform, peers, options, signal }: MeasureContext,
  seconds: number,
): Promise<Window> {
  const [load, worker] = [await peers.load(), await peers.bareWorker()];
  const { temporalAddress, namespace } = platform.servers;
  const { window } = await watchWindow(
    load.begin('sameShape', { clients: options.clients, temporalAddress, namespace }),
    {
      count: async () => (await worker.do('paid', {})).count,
      // The client's work is part of it, as the API's is of a registration.
      pids: [load.pid, worker.pid],
      enough: options.clients,
      ms: seconds * 1_000,
      signal,
    },
  );
  return window;
}

/** Runs the full path; a registration counts once its seat is paid. */
export async function runFullPath({ platform, peers, options, signal }: MeasureContext) {
  const { db, addresses, pids } = platform;
  const load = await peers.load();
  const count = Math.ceil((options.seconds + WARM_SECONDS) * PEOPLE_PER_SECOND);
  const place = await fillPlace(platform, { capacity: count });
  const people = await fillPeople(platform, place, count);
  const { window, output } = await watchWindow(
    load.begin('fullPath', { clients: options.clients, addresses, place, people }),
    {
      count: async () => {
        const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, place.offeringId));
        return pool?.paid ?? 0;
      },
      pids: [pids.api, pids.worker],
      enough: options.clients,
      ms: options.seconds * 1_000,
      signal,
    },
  );
  return { window, latencies: output.latencies, refused: output.refused };
}
