import { randomUUID } from 'node:crypto';
import { closeMoment } from '../../domain/registration/deadlines.ts';
import { registerBare } from '../bare/bare-registrations.ts';
import { Client } from '@temporalio/client';
import { candidateOf, walkToPaid } from '../candidate.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { dearest, type HistoryCost, historyCost } from '../history-cost.ts';
import { atMost, type Measure, type MeasureContext, stated } from '../measure.ts';

const COUNT = 5;
/** An order must end at least a minute ahead, so the exam session lasts a little longer. */
const SESSION_MS = 90_000;
/** Closing is spread over a day by the registration's id; only ids that close within this time are used. */
const CLOSES_WITHIN_MS = 2_000;
const LIMIT = { transitionsToPaid: 9, transitions: 12, events: 45, bytes: 12 * 1024 };

/** Measures what one registration costs the Temporal server. Counts have no noise, so a few are enough. */
export const registrationCost: Measure = {
  id: '3',
  title: 'state transitions, events and history bytes of a paid registration',
  async run(context) {
    const bare = await bareCost(context);
    const { toPaid, whole } = await registrations(context);
    const row = (name: string, cost: HistoryCost, figure: keyof HistoryCost, unit = '') => ({
      id: '3',
      name,
      value: cost[figure],
      unit,
      baseline: bare[figure],
    });
    return [
      atMost(row('state transitions up to 已支付', toPaid, 'stateTransitions'), LIMIT.transitionsToPaid),
      atMost(row('state transitions, whole life', whole, 'stateTransitions'), LIMIT.transitions),
      stated(row('events up to 已支付', toPaid, 'events')),
      atMost(row('events, whole life', whole, 'events'), LIMIT.events),
      stated(row('history up to 已支付', toPaid, 'bytes', 'bytes')),
      atMost(row('history, whole life', whole, 'bytes', 'bytes'), LIMIT.bytes),
    ];
  },
};

/** Measures what bare workflows cost on the same server: start with an update, a signal, completion. */
async function bareCost({ platform, peers, signal }: MeasureContext): Promise<HistoryCost> {
  await peers.bareWorker();
  const client = new Client({ connection: platform.connection, namespace: platform.namespace });
  const costs: HistoryCost[] = [];
  for (let index = 0; index < COUNT; index++)
    costs.push(await historyCost(platform, await registerBare(client), signal));
  return dearest(costs);
}

async function registrations({ platform, signal, say }: MeasureContext) {
  const place = await fillPlace(platform, { closesInMs: SESSION_MS, capacity: COUNT });
  const people = await fillPeople(platform, place, COUNT, idClosingAtOnce);
  const candidates = people.map((person) => candidateOf(platform.addresses, place, person));
  for (const candidate of candidates) await walkToPaid(candidate, signal);
  const costs = () =>
    Promise.all(candidates.map(({ workflowId }) => historyCost(platform, workflowId, signal)));
  const toPaid = dearest(await costs());

  say(`waiting ${SESSION_MS / 1000} s for the exam session to end`);
  for (const { workflowId } of candidates) {
    const ended = platform.client.workflow.getHandle(workflowId).result();
    await Promise.race([ended, aborted(signal)]);
  }
  return { toPaid, whole: dearest(await costs()) };
}

function idClosingAtOnce(): string {
  for (;;) {
    const id = randomUUID();
    if (closeMoment(0, id) < CLOSES_WITHIN_MS) return id;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
