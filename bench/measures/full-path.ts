import { type Measure, stated, timesAtLeast } from '../measure.ts';
import { rounded } from '../statistics.ts';
import { fullPathRuns } from './full-path-runs.ts';

const REACH = 0.6;

/** Measures how many candidates a second go the whole way. */
export const fullPath: Measure = {
  id: '1',
  title: 'full path per second, from saving to 已支付, beside bare registrations of the same shape',
  async run(context) {
    const { fullPath: path, sameShape, latencies } = await fullPathRuns(context);
    context.plot('commands', latencies);
    return [
      timesAtLeast(
        {
          id: '1',
          name: 'full path',
          value: path.perSecond,
          unit: '/s',
          baseline: sameShape.perSecond,
        },
        REACH,
      ),
      ...Object.entries(latencies).map(([command, { p50, p95, p99 }]) =>
        stated({
          id: '1',
          name: `${command} under full load, p95 (p50 ${rounded(p50)}, p99 ${rounded(p99)})`,
          value: p95,
          unit: 'ms',
        }),
      ),
    ];
  },
};
