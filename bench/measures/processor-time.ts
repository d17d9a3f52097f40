import { type Measure, notMeasured, timesAtMost } from '../measure.ts';
import { fullPathRuns } from './full-path-runs.ts';

const REACH = 3;

/** Measures what a paid registration costs our own processes, beside what bare ones cost theirs. */
export const processorTime: Measure = {
  id: '3b',
  title: 'processor time of API and worker (with relay) for a paid registration',
  async run(context) {
    const { fullPath, sameShape } = await fullPathRuns(context);
    const figure = { id: '3b', name: 'processor time of api and worker per paid registration', unit: 'ms' };
    if (Number.isNaN(fullPath.cpuMs + sameShape.cpuMs))
      return [notMeasured(figure, 'this system has no /proc')];
    return [timesAtMost({ ...figure, value: fullPath.cpuMs, baseline: sameShape.cpuMs }, REACH)];
  },
};
