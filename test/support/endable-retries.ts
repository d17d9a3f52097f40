import { setTimeout as pause } from 'node:timers/promises';
import {
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';

/**
 * The SDK's retries, which can be ended. It sends a failed call again by a timer, which throws where nobody catches it
 * when the connection has been closed meanwhile: whoever closes the connection ends the retries first.
 */
export function endableRetries(): {
  interceptors: NonNullable<ConnectionOptions['interceptors']>;
  end(): Promise<void>;
} {
  const retries = defaultGrpcRetryOptions();
  let ended = false;
  /** When the last retry that is under way sends its call, on the monotonic clock. */
  let lastSentAt = 0;
  const retried = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !ended && retries.retryableDecider(attempt, status),
    delayFunction(attempt, status) {
      const delayMs = retries.delayFunction(attempt, status);
      lastSentAt = Math.max(lastSentAt, performance.now() + delayMs);
      return delayMs;
    },
  });
  return {
    interceptors: [retried],
    async end() {
      ended = true;
      const leftMs = lastSentAt - performance.now();
      if (leftMs > 0) await pause(leftMs + 10);
    },
  };
}
