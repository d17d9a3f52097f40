import { type Measure, notMeasured, timesAtLeast } from '../measure.ts';
import { NotInstalled } from '../pretix/not-installed.ts';
import { watchWindow } from '../processes/window.ts';
import { fullPathRuns } from './full-path-runs.ts';
import { refusals } from '../load/refusals.ts';
import { rounded } from '../statistics.ts';

const REACH = 1.8;

/** Measures the full path beside another free platform that sells places, on the same database server. */
export const besidePretix: Measure = {
  id: '2',
  title: 'full path per second, beside pretix: order created and marked paid through its API',
  async run(context) {
    const { peers, options, signal, say } = context;
    const figure = { id: '2', name: 'full path beside pretix', unit: '/s' };
    let pretix;
    try {
      pretix = await peers.pretix(signal);
    } catch (error) {
      if (error instanceof NotInstalled) return [notMeasured(figure, `pretix: ${error.message}`)];
      throw error;
    }
    const { ordersUrl, token, item, countPaid } = pretix;
    const load = await peers.load();
    const { window, output } = await watchWindow(
      load.begin('pretixOrders', { clients: options.clients, ordersUrl, token, item }),
      {
        count: countPaid,
        pids: [],
        enough: options.clients,
        ms: options.seconds * 1_000,
        signal,
      },
    );
    say(`pretix ${rounded(window.perSecond)}/s${refusals(output.refused)}`);
    if (window.perSecond === 0) return [notMeasured(figure, 'pretix finished no order')];
    const { fullPath } = await fullPathRuns(context);
    return [timesAtLeast({ ...figure, value: fullPath.perSecond, baseline: window.perSecond }, REACH)];
  },
};
