import { CancellationScope, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * Has no request to cancel end a run, or its timers: whoever reaches the server can send one, and nothing of ours is given
 * up half-way. An operator who means to end a run terminates it.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [{ execute: (input, next) => CancellationScope.nonCancellable(() => next(input)) }],
});
