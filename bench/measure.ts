import type { Platform } from './platform.ts';

/** A line of the results. */
export interface Row {
  /** The measure's number, with a letter where it has several parts. */
  id: string;
  name: string;
  value: number;
  unit: string;
  /** The same figure of the thing compared with, in the same run. */
  baseline: number | null;
  ratio: number | null;
  /** The limit it has to keep, in words; null when it is only stated. */
  reach: string | null;
  holds: boolean | null;
}

export interface MeasureContext {
  platform: Platform;
  signal: AbortSignal;
  /** Reports progress. */
  say(line: string): void;
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

/** A figure that is only stated. */
export function stated({ baseline, ...figure }: Figure): Row {
  return {
    ...figure,
    baseline: baseline ?? null,
    ratio: baseline ? figure.value / baseline : null,
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
