import {
  ApplicationFailure,
  CancelledFailure,
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  ServerFailure,
  ServiceError,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { PayloadKeyMissingError } from '../../../gateways/temporal/key-ring.ts';
import { sentOutcome } from '../../../api/commands/sent-outcome.ts';

/** Makes an error as gRPC does. */
function grpcError(code: number): Error {
  return Object.assign(new Error(`${code}: details`), { code, details: 'details', metadata: {} });
}

const failed = (type: string) =>
  new WorkflowUpdateFailedError('Workflow Update failed', ApplicationFailure.create({ type, message: type }));
const unavailable = grpcError(14);

describe('what an error says about a command that was sent', () => {
  it.each<[string, unknown, object]>([
    ['the refusal of a workflow', failed('NOT_SAVED'), { kind: 'refused', code: 'NOT_SAVED' }],
    ['an update that its run did not take', failed('UnprocessedUpdate'), { kind: 'notTaken' }],
    [
      'a run that ended with the update in hand',
      failed('AcceptedUpdateCompletedWorkflow'),
      { kind: 'notTaken' },
    ],
    ['a worker that cannot read what we sent', failed('UNDECODABLE'), { kind: 'unknown' }],
    [
      'an answer sealed with a key that is not here',
      new PayloadKeyMissingError('00000000'),
      { kind: 'unknown' },
    ],
    ['a workflow of another kind', new QueryNotRegisteredError('', 3), { kind: 'unknown' }],
    ['a run that knows no such update, and is not ours', failed('Error'), { kind: 'notTaken' }],
    ['a failure of no code of ours', failed('TypeError'), { kind: 'unknown' }],
    ['a name that every object has', failed('constructor'), { kind: 'unknown' }],
    [
      'a failure without a type',
      new WorkflowUpdateFailedError('', new ApplicationFailure('')),
      { kind: 'unknown' },
    ],
    ['a failure without a cause', new WorkflowUpdateFailedError('', undefined), { kind: 'unknown' }],
    [
      'a run that was terminated',
      new WorkflowUpdateFailedError('', new TerminatedFailure('')),
      { kind: 'unknown' },
    ],
    [
      'a run that was cancelled',
      new WorkflowUpdateFailedError('', new CancelledFailure('')),
      { kind: 'unknown' },
    ],
    [
      'a run that took too long',
      new WorkflowUpdateFailedError('', new TimeoutFailure('', undefined, 'START_TO_CLOSE')),
      { kind: 'unknown' },
    ],
    [
      'a failure of the server',
      new WorkflowUpdateFailedError('', new ServerFailure('', false)),
      { kind: 'unknown' },
    ],
    [
      'no run, or none that knows the update',
      new WorkflowNotFoundError('', 'id', undefined),
      { kind: 'gone' },
    ],
    [
      'a run that started at the same moment',
      new WorkflowExecutionAlreadyStartedError('', 'id', 'type'),
      { kind: 'notTaken' },
    ],
    [
      'a task that failed with the update in hand',
      new ServiceError('', { cause: grpcError(9) }),
      { kind: 'notTaken' },
    ],
    ['a run that was about to end', new ServiceError('', { cause: grpcError(10) }), { kind: 'notTaken' }],
    ['the same, not wrapped', grpcError(10), { kind: 'notTaken' }],
    ['a server that is away', new ServiceError('', { cause: unavailable }), { kind: 'unknown' }],
    ['the same, not wrapped', unavailable, { kind: 'unknown' }],
    ['a server that is full', new ServiceError('', { cause: grpcError(8) }), { kind: 'unknown' }],
    ['a server that failed', new ServiceError('', { cause: grpcError(13) }), { kind: 'unknown' }],
    [
      'an error of the client itself',
      new ServiceError('', { cause: new TypeError('odd') }),
      { kind: 'unknown' },
    ],
    ['an error without a cause', new ServiceError(''), { kind: 'unknown' }],
    [
      'no answer in time',
      new WorkflowUpdateRPCTimeoutOrCancelledError('', { cause: grpcError(4) }),
      { kind: 'unknown' },
    ],
    ['a namespace that is not there', new NamespaceNotFoundError('default'), { kind: 'unknown' }],
    ['a fault of this code', new TypeError('undefined is not a function'), { kind: 'fault' }],
    ['no error at all', null, { kind: 'fault' }],
  ])('%s', (_, error, outcome) => {
    expect(sentOutcome(error)).toEqual(outcome);
  });
});
