import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void;
  /** Renders the metrics as Prometheus text. */
  text(): Promise<string>;
  contentType: string;
}

/** Creates a registry per app, so that several apps can live in one process. */
export function createMetrics(sources: {
  argonWaiting: () => number;
  /** Milliseconds that each lane of the relay is behind. */
  relayLag: () => Promise<Record<string, number>>;
  /** What an operator has paused or slowed down in Temporal, by kind. */
  paused: () => Promise<object>;
  /** The schedules that were mended in the last day. */
  mendedSchedules: () => Promise<number>;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  registry.registerMetric(
    new Gauge({
      name: 'argon2_queue_length',
      help: 'Password hashings waiting for a turn',
      registers: [],
      collect() {
        this.set(sources.argonWaiting());
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'relay_lag_seconds',
      help: 'Time since which the oldest message of a lane is due',
      labelNames: ['lane'] as const,
      registers: [],
      async collect() {
        // Without the database there is no figure; the others must still be read.
        this.reset();
        const lags = await sources.relayLag().catch(() => ({}));
        for (const [lane, lagMs] of Object.entries(lags)) this.set({ lane }, lagMs / 1_000);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'temporal_paused',
      help: 'Schedules that are paused, workflows that are or of which an activity is, and task queues that are slowed down',
      labelNames: ['what'] as const,
      registers: [],
      async collect() {
        // Without the server there is no figure.
        this.reset();
        const paused = await sources.paused().catch(() => ({}));
        for (const [what, count] of Object.entries(paused)) this.set({ what }, Number(count));
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'temporal_schedules_mended',
      help: 'Schedules that were deleted or changed past the platform in the last day, and made anew',
      registers: [],
      async collect() {
        this.reset();
        const mended = await sources.mendedSchedules().catch(() => null);
        if (mended !== null) this.set(mended);
      },
    }),
  );
  return {
    observeRequest: ({ method, route, status }, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
