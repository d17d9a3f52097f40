import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Logger } from 'pino';
import { endStranger, type OwnRun } from './strangers.ts';

/** A workflow that is started by itself, without a message. */
export interface OwnStart extends OwnRun {
  args: object[];
  /** Shown to operators in lists; codes only. */
  staticSummary: string;
}

/**
 * Starts a workflow of ours, unless it is at work; a run under its id that is not ours is ended first.
 * @returns whether it was started
 */
export async function startOwn(deps: { client: Client; log: Logger }, start: OwnStart): Promise<boolean> {
  if (await startUnlessRunning(deps.client, start)) return true;
  return (await endStranger(deps, start)) === 'ended' && startUnlessRunning(deps.client, start);
}

/** @returns false when something runs under that id already */
async function startUnlessRunning(client: Client, { workflow, ...options }: OwnStart): Promise<boolean> {
  try {
    await client.workflow.start(workflow, options);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}
