import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Database } from '../../db/connect.ts';
import {
  type CommandIdentity,
  confirmAnswer,
  isUnderWay,
  leaveSlot,
  readAnswer,
  takeSlot,
} from '../../db/commands.ts';
import type { Actor } from '../../domain/actor.ts';
import type { CommandSubject } from '../../domain/command-subject.ts';
import type { CommandAnswer } from '../../db/schema/index.ts';
import type { Clock } from '../../config/clock.ts';
import type { ApiEnv } from '../context.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { ApiError } from '../http/errors.ts';

/** The request of somebody at a desk to do one thing, identified by its idempotency key. */
export interface Intent {
  actor: Actor;
  /** The exam session for candidates; the desk for staff. One command at a time is carried out at each. */
  desk: string;
  key: string;
  /** Method and path; together with `body` the content for which the key promises a single effect. */
  route: string;
  body: unknown;
}

/** Builds the intent of an actor, one per `Idempotency-Key`. The route has checked the header. */
export function intentOf(c: Context<ApiEnv>, actor: Actor, desk: string, body: unknown): Intent {
  const key = c.req.header('idempotency-key');
  if (!key) throw new Error(`${c.req.path} takes commands, but asks for no Idempotency-Key`);
  return { actor, desk, key, route: `${c.req.method} ${c.req.path}`, body };
}

interface Needs {
  db: Database;
  clock: Clock;
}

const LEASE_MS = 15_000;
const MAX_ATTEMPTS = 3;
/**
 * Refusals due to a setting that changed between reading and writing: the facts are read and the command is sent again.
 */
const RETRIED_HERE: ErrorCode[] = ['FACTS_CHANGED'];

/** An accepted command: its subject and its answer. */
export interface AcceptedCommand {
  subject: CommandSubject;
  answer: CommandAnswer;
}

/**
 * Carries out one intent: one at a time per actor and desk, and only once per key.
 * @param send reads the facts, refuses early or sends the update under the given id
 * @throws ApiError COMMAND_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED, or the code of the refusal
 */
export async function runOnce(
  deps: Needs,
  intent: Intent,
  send: (ids: CommandIdentity, updateId: string) => Promise<AcceptedCommand>,
): Promise<AcceptedCommand> {
  const { db, clock } = deps;
  const commandId = digest([intent.actor, intent.desk, intent.key]);
  const requestHash = digest([intent.route, canonical(intent.body)]);

  const now = clock.now();
  const slot = { actor: intent.actor, desk: intent.desk, commandId, requestHash };
  const { earlier, slot: taken } = await takeSlot(db, slot, now, now + LEASE_MS);
  if (earlier) {
    if (earlier.requestHash !== requestHash) throw new ApiError('IDEMPOTENCY_KEY_REUSED');
    return earlier;
  }
  if (!taken) {
    const reused = await isUnderWay(db, slot);
    throw new ApiError(reused ? 'IDEMPOTENCY_KEY_REUSED' : 'COMMAND_IN_FLIGHT');
  }
  if (taken.requestHash !== requestHash) {
    // The slot is given back at once, because the next request would otherwise wait until the lease ends.
    await leaveSlot(db, slot, now, { nextAttempt: taken.attempt });
    throw new ApiError('IDEMPOTENCY_KEY_REUSED');
  }

  let attempt = taken.attempt;
  let confirmed = false;
  try {
    for (;;) {
      try {
        const accepted = await send({ commandId, requestHash }, `${commandId}/${attempt}`);
        const remembered = await confirmAnswer(db, slot, clock.now());
        confirmed = true;
        return remembered ?? accepted;
      } catch (error) {
        // It may be carried out although nobody heard the answer, or by the same request that was sent at once.
        const done = await readAnswer(db, commandId);
        if (done) return done;
        if (!(error instanceof ApiError)) throw error;
        // A new update id is needed: under the same one the server would only repeat its answer.
        attempt += 1;
        if (!RETRIED_HERE.includes(error.code) || attempt - taken.attempt >= MAX_ATTEMPTS) throw error;
      }
    }
  } finally {
    if (!confirmed) await leaveSlot(db, slot, clock.now(), { nextAttempt: attempt });
  }
}

function digest(parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32);
}

/** Writes JSON with sorted keys, so that the same content always gives the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
