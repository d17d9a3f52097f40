import type { LatencySeries, Row } from '../measure.ts';
import { type Bar, barsPlot } from './bars-plot.ts';
import { latencyPlot } from './latency-plot.ts';

/** How far beyond its limit a bar goes. */
const FARTHEST = 2;
const EACH_STATEMENT_LIMIT = 12;
const IN_ALL = /in all$/;

/** Draws what was measured. @returns each drawing by the name of its file, only those there is something for */
export function plotsOf(
  rows: readonly Row[],
  series: Readonly<Record<string, LatencySeries>>,
): Record<string, string> {
  const plots: Record<string, string> = {};
  if (series.commands)
    plots['latency-commands.svg'] = latencyPlot(
      'Commands under full load: time of an answer',
      series.commands,
    );
  if (series.reads)
    plots['latency-reads.svg'] = latencyPlot('Reads under full load: time of an answer', series.reads);
  const statements = rows.filter(({ id, name }) => id === '3a' && !IN_ALL.test(name)).map(statementsBar);
  if (statements.length > 0) {
    plots['statements.svg'] = barsPlot('SQL statements of a paid registration', statements, {
      value: EACH_STATEMENT_LIMIT,
      says: `reach: ${EACH_STATEMENT_LIMIT} each`,
    });
  }
  const ratios = rows.flatMap(ratioBar);
  if (ratios.length > 0)
    plots['ratios.svg'] = barsPlot('Measured against the reach', ratios, { value: 1, says: 'reach' });
  return plots;
}

function statementsBar({ name, value, holds }: Row): Bar {
  return { name: name.replace(/^.*: /, ''), value: value ?? 0, holds: holds === true };
}

/** Draws how much of its reach a ratio has come to, whichever way the reach goes. */
function ratioBar({ id, name, ratio, reach, holds }: Row): Bar[] {
  const [, way, times] = /^([<>]=) ([\d.]+) x/.exec(reach ?? '') ?? [];
  if (ratio === null || ratio === 0 || times === undefined) return [];
  const share = way === '>=' ? ratio / Number(times) : Number(times) / ratio;
  return [
    {
      name: `${id} ${SHORT[id] ?? name}`,
      value: Math.min(share, FARTHEST),
      says: `${ratio} x (reach ${way} ${times} x)`,
      holds: holds === true,
    },
  ];
}

/** Names that fit beside a bar. */
const SHORT: Readonly<Record<string, string>> = {
  '2': 'beside pretix',
  '3b': 'processor time',
  '4': 'one hot pool',
  '8': 'promotion, held',
};
