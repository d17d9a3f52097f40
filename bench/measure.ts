import type { Latencies } from './load/latencies.ts';
import type { Options } from './options.ts';
import type { Platform } from './platform.ts';
import type { Peers } from './peers.ts';
import { rounded } from './statistics.ts';

/** A line of the results. */
export interface Row {
  /** The measure's number, with a letter where it has several parts. */
  id: string;
  name: string;
  /** Null when it could not be measured. */
  value: number | null;
  unit: string;
  /** The same figure of the thing compared with, in the same run. */
  baseline: number | null;
  ratio: number | null;
  /** The limit it has to keep, in words; why it was not measured, when it was not; null when it is only stated. */
  reach: string | null;
  holds: boolean | null;
}

/** What a plot shows besides rows: how long each kind of request took. */
export type LatencySeries = Record<string, Latencies>;

export interface MeasureContext {
  platform: Platform;
  /** Processes that only some measures need, each started when it is first asked for. */
  peers: Peers;
  options: Options;
  signal: AbortSignal;
  /** Reports progress. */
  say(line: string): void;
  /** Keeps latencies for the plot of that name. */
  plot(name: 'commands' | 'reads', series: LatencySeries): void;
}

export interface Measure {
  id: string;
  title: string;
  run(context: MeasureContext): Promise<Row[]>;
}

interface Figure {
  id: string;
  name: string;
  value: number;
  unit: string;
  baseline?: number;
}

interface Compared extends Figure {
  baseline: number;
}

/** A figure that is only stated. */
export function stated({ baseline, value, ...figure }: Figure): Row {
  return {
    ...figure,
    value: rounded(value),
    baseline: baseline === undefined ? null : rounded(baseline),
    ratio: baseline ? rounded(value / baseline) : null,
    reach: null,
    holds: null,
  };
}

/** A figure that must not exceed a limit. */
export function atMost(figure: Figure, limit: number): Row {
  return { ...stated(figure), reach: `<= ${limit}`, holds: figure.value <= limit };
}

/** A figure that must have one exact value. */
export function exactly(figure: Figure, wanted: number): Row {
  return { ...stated(figure), reach: `= ${wanted}`, holds: figure.value === wanted };
}

/** A figure that must reach this many times its baseline. */
export function timesAtLeast(figure: Compared, times: number): Row {
  return { ...stated(figure), reach: `>= ${times} x`, holds: figure.value >= times * figure.baseline };
}

/** A figure that must not exceed this many times its baseline. */
export function timesAtMost(figure: Compared, times: number): Row {
  return { ...stated(figure), reach: `<= ${times} x`, holds: figure.value <= times * figure.baseline };
}

/** A figure that could not be measured here. */
export function notMeasured({ id, name, unit }: Omit<Figure, 'value'>, why: string): Row {
  return {
    id,
    name,
    value: null,
    unit,
    baseline: null,
    ratio: null,
    reach: `not measured: ${why}`,
    holds: null,
  };
}
