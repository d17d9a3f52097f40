import { randomUUID } from 'node:crypto';
import {
  Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { COMMAND_UPDATES, REGISTRATION_WORKFLOW } from '../../../workflows/registration/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { exampleCommands } from '../../support/example-commands.ts';
import { failedTasks } from '../../support/histories.ts';
import { eventually, expectSettled, statusOf } from '../../support/records.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { workflowService, options: clientOptions } = platform.client;
/** A client that knows neither our codec nor our converters. */
const stranger = new Client({ connection: platform.client.connection, namespace: clientOptions.namespace });
const utf8 = new TextEncoder();

/** The most that the server takes of one workflow at a time. */
const AT_ONCE = 8;

async function paying() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  const candidate = await mintCandidate(platform, place);
  const opened = await walkToOrder(candidate, [offering.id]);
  return { candidate, place, offering, ...opened };
}

/**
 * Expects that nothing is stuck or was failed and tried again, and that the candidate goes on as if nothing had
 * happened.
 */
async function expectUnharmed(candidate: Candidate, payUrl: string): Promise<void> {
  accepted(await candidate.setQuickPrint(false));
  await platform.sandbox.pay(payUrl);
  await platform.deliverNotices();
  await expectSettled(platform, candidate);
  expect(accepted(await candidate.registration())).toMatchObject({ stage: 'paid', quickPrint: false });
  expect(await failedTasks(platform.client, candidate.workflowId)).toEqual([]);
}

const encodings = fc.constantFrom(
  'json/plain',
  'json/protobuf',
  'binary/plain',
  'binary/null',
  'binary/protobuf',
  'binary/undecodable',
  'no/such-encoding',
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string().map((text) => utf8.encode(text)),
  fc.json().map((text) => utf8.encode(text)),
);
const payload: fc.Arbitrary<temporal.api.common.v1.IPayload> = fc.oneof(
  fc.record({ encoding: encodings, data: bytes }).map(({ encoding, data }) => ({
    metadata: { encoding: utf8.encode(encoding) },
    data,
  })),
  bytes.map((data) => ({ data })),
  fc.constant({}),
);
const payloads = fc.array(payload, { maxLength: 3 });
const knownUpdates = Object.keys(COMMAND_UPDATES);
const strangeNames = ['nosuch', '__proto__', 'constructor', 'toString', 'Save', '保存', 'a'.repeat(200)];
const message = fc.oneof(
  fc.record({
    kind: fc.constant('signal' as const),
    name: fc.constantFrom('paymentNotified', 'seatOffered', 'rowAhead', ...strangeNames),
    payloads,
  }),
  fc.record({
    kind: fc.constant('update' as const),
    name: fc.constantFrom(...knownUpdates, ...strangeNames),
    payloads,
  }),
);
type Message = typeof message extends fc.Arbitrary<infer Value> ? Value : never;

async function sendRaw(workflowId: string, { kind, name, payloads: input }: Message): Promise<void> {
  const common = {
    namespace: clientOptions.namespace,
    workflowExecution: { workflowId },
  };
  try {
    if (kind === 'signal') {
      await workflowService.signalWorkflowExecution({
        ...common,
        signalName: name,
        input: { payloads: input },
        requestId: randomUUID(),
      });
      return;
    }
    const { outcome } = await workflowService.updateWorkflowExecution({
      ...common,
      request: {
        meta: { updateId: randomUUID(), identity: 'stranger' },
        input: { name, args: { payloads: input } },
      },
      waitPolicy: {
        lifecycleStage:
          temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage
            .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED,
      },
    });
    expect(outcome?.success).toBeFalsy();
  } catch (error) {
    // The server turns some away itself, which is just as good.
    if (!isGrpcServiceError(error)) throw error;
  }
}

async function inChunks<Item>(items: Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
  }
}

describe('messages that are not ours', () => {
  it('400 messages of unreadable payloads and unknown names harm nothing', async () => {
    const { candidate, payUrl } = await paying();
    for (const seed of [1, 2]) {
      await inChunks(fc.sample(message, { numRuns: 200, seed }), (one) => sendRaw(candidate.workflowId, one));
    }
    await expectUnharmed(candidate, payUrl);
  });

  it('money and seats that never were, from a client without our converters, harm nothing', async () => {
    const { candidate, payUrl, order } = await paying();
    const handle = stranger.workflow.getHandle(candidate.workflowId);
    const payment = { orderNo: order.orderNo, gateway: 'alipay', tradeNo: 't', amountFen: 1, paidAt: 1 };
    for (const [field, value] of [
      ['orderNo', 'no\u0000such'],
      ['gateway', 'nosuch'],
      ['tradeNo', '\ud800'],
      ['amountFen', Number.MAX_SAFE_INTEGER],
      ['paidAt', Number.MAX_SAFE_INTEGER],
    ] as const) {
      await handle.signal('paymentNotified', { ...payment, [field]: value });
    }
    await handle.signal('seatOffered', {
      waitlistEntryId: 'x',
      facts: { eligible: true, holdMinutes: 1e15 },
    });
    await expectUnharmed(candidate, payUrl);
  });
});

const junk = fc.oneof(
  fc.constantFrom(
    null,
    '',
    'x',
    -1,
    0.5,
    1e300,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    [null],
    '\u0000',
    '\ud800',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('commands of a wrong shape', () => {
  it('each command, with any of its fields replaced by something else, is refused or harmless', async () => {
    const { candidate, payUrl } = await paying();
    await inChunks(fc.sample(damaged(candidate.passport.id), { numRuns: 400, seed: 3 }), (command) =>
      send(candidate.workflowId, command),
    );
    await expectUnharmed(candidate, payUrl);
  });

  it('a first save of a wrong shape leaves no workflow behind', async () => {
    const place = await mintPlace(platform);
    const candidate = await mintCandidate(platform, place);
    const start = new WithStartWorkflowOperation(REGISTRATION_WORKFLOW, {
      workflowId: candidate.workflowId,
      taskQueue: platform.taskQueue,
      args: [{ registrationId: candidate.registrationId, examSessionId: place.examSessionId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    await expect(
      platform.client.workflow.executeUpdateWithStart('save', {
        args: [{ type: 'save' }],
        startWorkflowOperation: start,
      }),
    ).rejects.toMatchObject({ cause: { type: 'UNDECODABLE' } });
    await eventually(() => statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
  });
});

/** Generates commands of every type with one field, at any depth, replaced. */
function damaged(passportId: string): fc.Arbitrary<{ type: string }> {
  const commands = exampleCommands({ passportId, settingsVersion: 1 });
  expect(commands.map((command) => command.type).toSorted()).toEqual(knownUpdates.toSorted());
  return fc
    .constantFrom(...commands)
    .chain((command) =>
      fc
        .constantFrom(...pathsIn(command).filter(([first]) => first !== 'type' && first !== 'commandId'))
        .chain((path) =>
          junk.map(
            (value) => replaced({ ...command, commandId: randomUUID() }, path, value) as typeof command,
          ),
        ),
    );
}

async function send(workflowId: string, command: { type: string }): Promise<void> {
  try {
    await platform.client.workflow.getHandle(workflowId).executeUpdate(command.type, { args: [command] });
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  }
}

/** Lists the paths of all fields of a value, inner ones too. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, field]) => pathsIn(field, [...path, name]));
  return path.length > 0 ? [path, ...inner] : inner;
}

function replaced(value: unknown, [name, ...rest]: string[], by: unknown): unknown {
  if (name === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[name] = replaced((value as Record<string, unknown>)[name], rest, by);
  return copy;
}
