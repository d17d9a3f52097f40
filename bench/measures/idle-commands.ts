import { accepted, candidateOf } from '../candidate.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { atMost, type Measure, stated } from '../measure.ts';
import { percentile } from '../statistics.ts';

const WARM_UP = 5;
const COUNT = 30;
const LIMIT_P50_MS = 300;

/** Measures how long one candidate alone waits for the answer to a command. */
export const idleCommands: Measure = {
  id: '1a',
  title: 'time of a command on an idle machine',
  async run({ platform, signal }) {
    const place = await fillPlace(platform, { capacity: WARM_UP + COUNT });
    const people = await fillPeople(platform, place, WARM_UP + COUNT);
    const times: number[] = [];
    for (const [index, person] of people.entries()) {
      signal.throwIfAborted();
      const candidate = candidateOf(platform.addresses, place, person);
      for (const command of [
        candidate.save,
        () => candidate.select(),
        candidate.chooseTranscript,
        candidate.openOrder,
      ]) {
        const startedAt = performance.now();
        accepted<unknown>(await command());
        if (index >= WARM_UP) times.push(performance.now() - startedAt);
      }
    }
    const figure = (name: string, share: number) => ({
      id: '1a',
      name: `a command on an idle machine, ${name}`,
      value: Math.round(percentile(times, share)),
      unit: 'ms',
    });
    return [atMost(figure('p50', 0.5), LIMIT_P50_MS), stated(figure('p95', 0.95))];
  },
};
