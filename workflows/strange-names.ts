import { workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { STRANGE_UPDATE } from './entity/receive.ts';
import * as workflows from './index.ts';
import { COMMAND_UPDATES, REGISTRATION_WORKFLOW } from './registration/messages.ts';
import { QUALIFICATION_REVIEW_WORKFLOW, REVIEW_UPDATES } from './review/messages.ts';
import { strangeType } from './strange-type.ts';

/** The names that Temporal keeps for itself. The SDK fails the task in which one comes that it does not know. */
const RESERVED = '__temporal_';

/** The updates that each workflow takes; the others take none. */
const UPDATES: Record<string, object> = {
  [REGISTRATION_WORKFLOW]: COMMAND_UPDATES,
  [QUALIFICATION_REVIEW_WORKFLOW]: REVIEW_UPDATES,
};

/**
 * Gives messages of strange names a name under which they can be refused. On one that Temporal keeps for itself the SDK
 * would fail a task before any handler hears of it, and each task after it; nothing of ours has such a name. Updates get
 * a name with a validator, which the SDK's handler for unknown names cannot have. A run of a type that every object has
 * (`toString`) is no workflow either: the SDK would take the function of that name for one of ours.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { workflowType } = workflowInfo();
  const updates = Object.hasOwn(UPDATES, workflowType) ? UPDATES[workflowType]! : {};
  return {
    inbound: [
      { execute: (input, next) => (Object.hasOwn(workflows, workflowType) ? next(input) : strangeType()) },
    ],
    internals: [
      {
        activate(input, next) {
          for (const { signalWorkflow, doUpdate } of input.activation.jobs ?? []) {
            if (signalWorkflow?.signalName?.startsWith(RESERVED))
              signalWorkflow.signalName = `reserved:${signalWorkflow.signalName}`;
            if (doUpdate && !Object.hasOwn(updates, doUpdate.name ?? '')) doUpdate.name = STRANGE_UPDATE;
          }
          next(input);
        },
      },
    ],
  };
};
