import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

const MAX_CAUSES = 5;
const MAX_PLACES = 12;
const CODE = /^[\w.$-]{1,100}$/;

/** What is known of a failure without any word of it: messages repeat the values that caused it. */
export interface FailureReason {
  type: string;
  /** The code of a failure at Temporal. */
  failure?: string;
  /** The activity that failed. */
  activity?: string;
  at: string[];
  cause?: FailureReason;
}

/**
 * Reduces an error and its causes to types, codes and places in our code. Errors lose all but their message on the way
 * from a workflow to the log, where messages are left out.
 */
export function failureReason(error: unknown, causes = MAX_CAUSES): FailureReason {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const { type, activityType, cause } = error as Error & { type?: unknown; activityType?: unknown };
  return {
    type: isCode(error.name) ? error.name : 'Error',
    ...(isCode(type) ? { failure: type } : {}),
    ...(isCode(activityType) ? { activity: activityType } : {}),
    at: placesOf(error),
    ...(cause instanceof Error && causes > 0 ? { cause: failureReason(cause, causes - 1) } : {}),
  };
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && CODE.test(value);
}

function placesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line) && !line.includes('node_modules'))
    .slice(0, MAX_PLACES)
    .map((line) => line.trim());
}

/** Has what the SDK logs of a run that fails say why. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let reason: FailureReason | undefined;
  return {
    inbound: [
      {
        async execute(input, next) {
          try {
            return await next(input);
          } catch (error) {
            reason = failureReason(error);
            throw error;
          }
        },
      },
    ],
    outbound: [{ getLogAttributes: (input, next) => next(reason ? { ...input, reason } : input) }],
  };
};
