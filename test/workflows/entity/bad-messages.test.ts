import { createHash, randomUUID } from 'node:crypto';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import type { ReviewCommand } from '../../../domain/review/commands.ts';
import { DAY_MS } from '../../../domain/time.ts';
import {
  COMMAND_UPDATES,
  REGISTRATION_WORKFLOW,
  registrationWorkflowId,
  WAITLIST_ENTRY_WORKFLOW,
  waitlistEntryViewQuery,
  waitlistEntryWorkflowId,
} from '../../../workflows/registration/messages.ts';
import {
  QUALIFICATION_REVIEW_WORKFLOW,
  REVIEW_UPDATES,
  reviewViewQuery,
  reviewWorkflowId,
} from '../../../workflows/review/messages.ts';
import { startPlatform, TEST_KEYS } from '../../support/platform.ts';
import { exampleCommands } from '../../support/example-commands.ts';
import { failedTasks } from '../../support/histories.ts';
import { eventually, expectSettled, statusOf } from '../../support/records.ts';
import { mintCet6Place, mintPending, mintReviewer } from '../../support/review-walk.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { workflowService, options: clientOptions } = platform.client;
const utf8 = new TextEncoder();

/** The id of the key that this platform has. */
const TEST_KEY_ID = createHash('sha256')
  .update(Buffer.from(TEST_KEYS.payloadKey, 'hex'))
  .digest('hex')
  .slice(0, 8);

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

interface Entity {
  name: string;
  workflow: string;
  updates: string[];
  signals: string[];
  /** Brings one to where it waits for somebody. */
  waiting(): Promise<{
    workflowId: string;
    /** One command of every type, well formed; none of them has anything to work on. */
    commands: Command[];
    expectUnharmed(): Promise<void>;
  }>;
  /** Names one that has never been. */
  unborn(): { workflowId: string; input: object; update: string };
}

interface Command {
  type: string;
}

const ENTITIES: Entity[] = [
  {
    name: 'a registration',
    workflow: REGISTRATION_WORKFLOW,
    updates: Object.keys(COMMAND_UPDATES),
    signals: ['paymentNotified', 'seatOffered', 'rowAhead'],
    async waiting() {
      const { candidate, payUrl } = await paying();
      return {
        workflowId: candidate.workflowId,
        commands: exampleCommands({ passportId: candidate.passport.id }),
        expectUnharmed: () => expectUnharmed(candidate, payUrl),
      };
    },
    unborn() {
      const input = { registrationId: randomUUID(), examSessionId: 'nosuch' };
      return {
        workflowId: registrationWorkflowId(input.examSessionId, input.registrationId),
        input,
        update: 'save',
      };
    },
  },
  {
    name: 'a re-check',
    workflow: QUALIFICATION_REVIEW_WORKFLOW,
    updates: Object.keys(REVIEW_UPDATES),
    signals: ['reviewDecided', 'passportRebound', 'rowAhead'],
    async waiting() {
      const { reviewId, reviewWorkflow, passport } = await mintPending(
        platform,
        await mintCet6Place(platform),
      );
      const handle = platform.client.workflow.getHandle(reviewWorkflow);
      return {
        workflowId: reviewWorkflow,
        commands: exampleReviewCommands(passport.id),
        async expectUnharmed() {
          await eventually(() => handle.query(reviewViewQuery)).toMatchObject({
            review: { state: 'pending', version: 1 },
            queueLength: 0,
          });
          accepted(await (await mintReviewer(platform, {})).approve(reviewId));
          await platform.deliverMessages();
          await eventually(() => statusOf(platform, reviewWorkflow)).toBe('COMPLETED');
          expect(await failedTasks(platform.client, reviewWorkflow)).toEqual([]);
        },
      };
    },
    unborn() {
      const input = { reviewId: randomUUID(), examSessionId: 'nosuch' };
      return { workflowId: reviewWorkflowId(input.reviewId), input, update: 'submit' };
    },
  },
];

/** One command of every type to a re-check that waits for the school. */
function exampleReviewCommands(passportId: string): ReviewCommand[] {
  const ids = { commandId: 'example', requestHash: 'hash', passportId };
  const facts = { endsAt: Date.now() + DAY_MS };
  const request = {
    candidateId: 'example-1',
    examSessionId: 'nosuch',
    provinceCode: '99',
    schoolCode: '9900',
    campusCode: '990001',
    idNumberIndex: 'index',
    personal: 'sealed',
    score: 500,
  };
  return [
    { type: 'submit', ...ids, request, facts: { ...facts, match: 'name' } },
    { type: 'resubmit', ...ids, request, facts: { ...facts, match: 'name' } },
    { type: 'withdraw', ...ids, facts },
    { type: 'file', ...ids, filedBy: 'example', request, facts },
  ];
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
/** Payloads that claim to be ours: without a key id, of keys that were never registered, or of a broken seal. */
const keyIds = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom('', 'nosuch', '00000000', '\u0000', 'a'.repeat(200), TEST_KEY_ID),
  fc.string(),
);
const claimed = fc
  .record({ keyId: keyIds, owner: fc.option(fc.uint8Array({ maxLength: 20 })), data: bytes })
  .map(({ keyId, owner, data }) => ({
    metadata: {
      encoding: utf8.encode('binary/encrypted'),
      ...(keyId !== undefined && { 'encryption-key-id': utf8.encode(keyId) }),
      ...(owner && { 'sealed-for': owner }),
    },
    data,
  }));
const payload: fc.Arbitrary<temporal.api.common.v1.IPayload> = fc.oneof(
  claimed,
  fc.record({ encoding: encodings, data: bytes }).map(({ encoding, data }) => ({
    metadata: { encoding: utf8.encode(encoding) },
    data,
  })),
  bytes.map((data) => ({ data })),
  fc.constant({}),
);
const payloads = fc.array(payload, { maxLength: 3 });
const strangeNames = ['nosuch', '__proto__', 'constructor', 'toString', 'Save', '保存', 'a'.repeat(200)];
/** Names that the SDK keeps for itself. */
const reservedNames = ['__temporal_x', '__temporal_', '__stack_trace', '__enhanced_stack_trace'];
interface Message {
  kind: 'signal' | 'update';
  name: string;
  payloads: temporal.api.common.v1.IPayload[];
}

function messageTo({ signals, updates }: Entity): fc.Arbitrary<Message> {
  return fc.oneof(
    fc.record({
      kind: fc.constant('signal' as const),
      name: fc.constantFrom(...signals, ...strangeNames, ...reservedNames),
      payloads,
    }),
    fc.record({
      kind: fc.constant('update' as const),
      name: fc.constantFrom(...updates, ...strangeNames, ...reservedNames),
      payloads,
    }),
  );
}

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

describe.each(ENTITIES)('$name', (entity) => {
  it('is not harmed by 400 messages of unreadable payloads and unknown names', async () => {
    const { workflowId, expectUnharmed: expectItUnharmed } = await entity.waiting();
    for (const seed of [1, 2]) {
      await inChunks(fc.sample(messageTo(entity), { numRuns: 200, seed }), (one) => sendRaw(workflowId, one));
    }
    await expectItUnharmed();
  });

  it('refuses each command with any of its fields replaced by something else, or is not harmed by it', async () => {
    const { workflowId, commands, expectUnharmed: expectItUnharmed } = await entity.waiting();
    expect(commands.map((command) => command.type).toSorted()).toEqual(entity.updates.toSorted());
    await inChunks(fc.sample(damaged(commands), { numRuns: 400, seed: 3 }), (command) =>
      send(workflowId, command),
    );
    await expectItUnharmed();
  });
});

describe.each(ENTITIES)(
  '$name that begins with something unreadable is over at once',
  ({ workflow, unborn }) => {
    const start = ({ workflowId, input }: ReturnType<Entity['unborn']>) => ({
      workflowId,
      taskQueue: platform.taskQueue,
      args: [input],
    });

    it.each(['a first command of a wrong shape', 'an update of an unknown name'])('%s', async (which) => {
      const one = unborn();
      const update = which === 'an update of an unknown name' ? 'nosuch' : one.update;
      await expect(
        platform.client.workflow.executeUpdateWithStart(update, {
          args: [{ type: update }],
          startWorkflowOperation: new WithStartWorkflowOperation(workflow, {
            ...start(one),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        }),
      ).rejects.toMatchObject({ cause: { type: 'UNDECODABLE' } });
      await eventually(() => statusOf(platform, one.workflowId)).toBe('COMPLETED');
    });

    it.each(['nosuch', ...reservedNames])('a signal of the unknown name %s', async (signal) => {
      const one = unborn();
      await platform.client.workflow.signalWithStart(workflow, { ...start(one), signal });
      await eventually(() => statusOf(platform, one.workflowId)).toBe('COMPLETED');
    });
  },
);

describe('messages of a name that the SDK keeps for itself', () => {
  it.each(reservedNames)('%s does not stop a place in a queue', async (name) => {
    const waitlistEntryId = randomUUID();
    const workflowId = waitlistEntryWorkflowId(waitlistEntryId);
    const ids = { waitlistEntryId, registrationId: randomUUID(), examSessionId: 'nosuch' };
    const handle = await platform.client.workflow.start(WAITLIST_ENTRY_WORKFLOW, {
      workflowId,
      taskQueue: platform.taskQueue,
      args: [{ ...ids, endsAt: Date.now() + DAY_MS }],
    });
    for (const kind of ['signal', 'update'] as const) await sendRaw(workflowId, { kind, name, payloads: [] });
    expect(await handle.query(waitlistEntryViewQuery)).toEqual({ state: 'waiting' });
    expect(await failedTasks(platform.client, workflowId)).toEqual([]);
    await handle.terminate();
  });
});

it('money and seats that never were harm nothing', async () => {
  const { candidate, payUrl, order } = await paying();
  const handle = platform.client.workflow.getHandle(candidate.workflowId);
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

/** Generates commands of every type with one field, at any depth, replaced. */
function damaged(commands: Command[]): fc.Arbitrary<Command> {
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
