import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

/**
 * Quietens the SDK; this module must be imported before anything else uses it. Tests break gateways and send malformed
 * messages on purpose, and the SDK's log of that would bury the report. `TEST_LOG=debug` shows it.
 */
const level = process.env.TEST_LOG ? 'DEBUG' : 'ERROR';
Runtime.install({
  logger: new DefaultLogger(level),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: level, other: 'ERROR' }) } },
  shutdownSignals: [],
});
