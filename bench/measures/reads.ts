import { analyze } from '../analyze.ts';
import { accepted, candidateOf } from '../candidate.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import type { Latencies } from '../load/latencies.ts';
import type { ReadsDone } from '../load/load-jobs.ts';
import { type Measure, type MeasureContext, type Row, stated, timesAtLeast } from '../measure.ts';
import { rounded } from '../statistics.ts';

const PEOPLE = 40;
const REACH = 0.6;
const WARM_MS = 2_000;
/** There are many reads: each counts for a part of the time of a run. */
const SHARE_OF_RUN = 0.25;

interface Read {
  name: string;
  path: string;
  /** Whether it shows somebody who is signed in. */
  isOwn: boolean;
}

const READS: readonly Read[] = [
  { name: 'eligibility', path: '/eligibility', isOwn: true },
  { name: 'subjects table', path: '/registration/subjects?mode=written', isOwn: true },
  { name: 'registration page', path: '/registration', isOwn: true },
  { name: 'seats', path: '/seats?campuses=991010', isOwn: false },
  { name: 'exam session', path: '/exam-sessions/current', isOwn: false },
];

/** Measures what candidates read while they register, beside the least a server can do for the same bytes. */
export const reads: Measure = {
  id: '5',
  title: 'reads per second, beside Hono with the sign-in and one indexed SELECT of as many bytes',
  async run(context) {
    const { platform, say } = context;
    const place = await fillPlace(platform, { capacity: PEOPLE });
    const people = await fillPeople(platform, place, PEOPLE);
    const candidates = people.map((person) => candidateOf(platform.addresses, place, person));
    for (const candidate of candidates) {
      accepted(await candidate.save());
      accepted(await candidate.select());
    }
    await analyze(platform.servers);
    const { publicUrl } = platform.addresses;
    const rows: Row[] = [];
    const series: Record<string, Latencies> = {};
    for (const { name, path, isOwn } of READS) {
      context.signal.throwIfAborted();
      const url = `${publicUrl}/api${path}${path.includes('?') ? '&' : '?'}examSession=${place.examSessionId}`;
      const requestsTo = (address: string) =>
        isOwn
          ? candidates.map(({ signedIn }) => ({ method: 'GET', url: address, headers: signedIn }))
          : [{ method: 'GET', url: address }];
      const read = await answersOf(context, requestsTo(url));
      const { signedIn, open } = await (await context.peers.bareReads()).do('offer', { bytes: read.bytes });
      const bare = await answersOf(context, requestsTo(isOwn ? signedIn : open));
      say(`${name}: ${rounded(read.perSecond)}/s, bare ${rounded(bare.perSecond)}/s, ${read.bytes} bytes`);
      series[name] = read.latencies;
      rows.push(
        timesAtLeast({ id: '5', name, value: read.perSecond, unit: '/s', baseline: bare.perSecond }, REACH),
        stated({
          id: '5',
          name: `${name}, p99`,
          value: read.latencies.p99,
          unit: 'ms',
          baseline: bare.latencies.p99,
        }),
      );
    }
    context.plot('reads', series);
    return rows;
  },
};

/** @throws Error when an answer is not a page */
async function answersOf(
  { peers, options }: MeasureContext,
  requests: { method: string; url: string; headers?: Record<string, string> }[],
): Promise<ReadsDone> {
  const done = await (await peers.load()).do('reads', {
    clients: options.clients,
    requests,
    warmMs: WARM_MS,
    ms: options.seconds * SHARE_OF_RUN * 1_000,
  });
  const others = Object.keys(done.statuses).filter((status) => status !== '200');
  if (others.length > 0) throw new Error(`${requests[0]?.url} answers ${others.join(', ')}`);
  return done;
}
