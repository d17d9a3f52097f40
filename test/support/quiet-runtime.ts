import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

/**
 * Imported for its effect, before anything else uses the SDK: tests break gateways and send rubbish on purpose, and what
 * the SDK says about that would bury the report. `TEST_LOG=debug` shows it.
 */
const level = process.env.TEST_LOG ? 'DEBUG' : 'ERROR';
Runtime.install({
  logger: new DefaultLogger(level),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: level, other: 'ERROR' }) } },
  shutdownSignals: [],
});
