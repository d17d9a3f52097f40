import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { median } from '../statistics.ts';

/** How long something took, in milliseconds. */
export interface Latencies {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  /** Points of the curve for a plot: the share of all in percent, and what it does not exceed. */
  curve: [percent: number, ms: number][];
}

const MICROSECONDS = 1_000;
const LONGEST_MS = 120_000;
const CURVE = [0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 100];

/**
 * Puts times into an HDR histogram (Node's own), corrected for coordinated omission: a client that waits sends nothing,
 * so that what it would have sent meanwhile, at the pace usual for it, counts with the time it would have waited. Times
 * that are counted from when something was due need no correction.
 */
export function latenciesOf(
  times: readonly number[],
  correction: 'corrected' | 'uncorrected' = 'corrected',
): Latencies {
  const histogram = createHistogram({ lowest: 1, highest: LONGEST_MS * MICROSECONDS, figures: 3 });
  // Without a usual pace nothing is missing.
  const usual = correction === 'corrected' ? median(times) : Number.NaN;
  for (const ms of times) recordCorrected(histogram, ms, usual);
  const at = (percent: number) =>
    times.length === 0
      ? Number.NaN
      : histogram.percentile(Math.max(percent, Number.MIN_VALUE)) / MICROSECONDS;
  return {
    count: times.length,
    p50: at(50),
    p95: at(95),
    p99: at(99),
    max: at(100),
    curve: CURVE.map((percent) => [percent, at(percent)]),
  };
}

function recordCorrected(histogram: RecordableHistogram, ms: number, expectedMs: number): void {
  const record = (one: number) =>
    histogram.record(Math.min(LONGEST_MS * MICROSECONDS, Math.max(1, Math.round(one * MICROSECONDS))));
  record(ms);
  if (!(expectedMs > 0)) return;
  for (let missing = ms - expectedMs; missing >= expectedMs; missing -= expectedMs) record(missing);
}
