import { Context } from '@temporalio/activity';

/** Tells the server that an activity lives. @throws Error once its worker is being shut down, where it may stop: it is tried again */
export function alive(done?: number): void {
  const context = Context.current();
  context.heartbeat();
  if (done !== undefined && context.cancellationSignal.aborted)
    throw new Error('the worker is being shut down');
}
