import { type Latencies, latenciesOf } from './latencies.ts';

/** Runs clients at once, each of which does one thing after the other until it is enough or nothing is left. */
export async function runClients(
  clients: number,
  enough: AbortSignal,
  /** Does the next thing; false when there is none. */
  next: () => Promise<boolean>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (!enough.aborted && (await next()));
    }),
  );
}

/** Collects how long things took, by their names, and what was refused. */
export class Collected {
  readonly times: Record<string, number[]> = {};
  readonly refused: Record<string, number> = {};

  async timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const result = await work();
    (this.times[name] ??= []).push(performance.now() - startedAt);
    return result;
  }

  refuse(code: string): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
  }

  get latencies(): Record<string, Latencies> {
    return Object.fromEntries(Object.entries(this.times).map(([name, times]) => [name, latenciesOf(times)]));
  }
}
