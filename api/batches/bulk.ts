import { createHash, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { countOpenBatches } from '../../db/batches/create-batch.ts';
import { createBulk, type NewBulk } from '../../db/batches/create-bulk.ts';
import { type BatchRecord, readBatch } from '../../db/batches/read-batch.ts';
import { readStaffRules } from '../../db/staff/staff-rules.ts';
import { staffActor } from '../../domain/actor.ts';
import { MAX_OPEN_BATCHES } from '../../domain/batches/batch.ts';
import { afterStaging } from '../../domain/batches/bulk.ts';
import { subjectId, subjectOf } from '../../domain/command-subject.ts';
import { EACH_SEEN, type Impact, isImpactSeen } from '../../domain/exam-session/impact.ts';
import { isScopeInside, schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import { canonical, intentOf, runOnce } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/** An action on all whom a filter finds in a scope, as it is asked for. */
export interface BulkWish
  extends Pick<NewBulk, 'kind' | 'examSessionId' | 'scope' | 'filter' | 'parameters'> {
  /** Finds whom it would be about now. */
  impact(): Promise<Impact>;
  /** Names at most so many of them, each with what is to have been seen of it, in an order that stays. */
  each(limit: number): Promise<string[]>;
}

/** Finds whom it would be about, and names what was shown: another filter, scope or text is another one, and few people are each named. */
async function lookAt({
  impact: find,
  each,
  ...about
}: BulkWish): Promise<{ impact: Impact; version: string }> {
  const { kind, examSessionId, scope, filter, parameters } = about;
  const [impact, few] = await Promise.all([find(), each(EACH_SEEN + 1)]);
  const who = few.length > EACH_SEEN ? null : few;
  const text = canonical({ kind, examSessionId, scope, filter, parameters, who });
  const version = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  return { impact: who ? { ...impact, count: who.length } : impact, version };
}

/** Says whom an action on many would be about: how many, the first ones by name, and whether it takes a second person. */
export async function previewBulk({ db }: Pick<ApiDependencies, 'db'>, wish: BulkWish) {
  const [{ impact, version }, { rules }] = await Promise.all([lookAt(wish), readStaffRules(db)]);
  return {
    impact,
    version,
    takesSecondPerson: afterStaging({ kind: wish.kind, total: impact.count }, rules) === 'submitted',
  };
}

/**
 * Begins an action on many, once per key, if whoever asks for it has seen whom it is about: the filter is applied again, in their scope.
 * @throws ApiError COUNT_CHANGED with the number and the first ones by name, BATCHES_OPEN
 */
export async function startBulk(
  c: Context<ApiEnv>,
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  wish: BulkWish,
  seen: { seenCount: number; seenVersion: string },
): Promise<BatchRecord> {
  const { db, vault, clock } = deps;
  const { account } = c.var.staff;
  const actor = staffActor(account);
  const { impact: _find, each: _each, ...about } = wish;
  const intent = intentOf(c, actor, 'actions-on-many', { ...about, ...seen });
  const accepted = await runOnce(deps, intent, async (command) => {
    const { impact, version } = await lookAt(wish);
    const isSeen = impact.count > 0 && isImpactSeen(seen.seenCount, impact.count);
    if (!isSeen || seen.seenVersion !== version)
      throw new ApiError('COUNT_CHANGED', { extra: { count: impact.count, impact } });
    if ((await countOpenBatches(db, actor)) >= MAX_OPEN_BATCHES) throw new ApiError('BATCHES_OPEN');
    const id = randomUUID();
    await createBulk(db, vault, { ...about, id, account, count: impact.count, command }, clock.now());
    return { subject: subjectOf('batch', id), answer: SUBMITTED };
  });
  const batch = await readBatch(db, subjectId(accepted.subject));
  if (!batch) throw new Error('a batch that was accepted is gone');
  return batch;
}

/** Narrows a scope to the school or province inside it that is asked for, so that a second person there may decide. */
export function narrowedTo(scope: Scope, inside: string | undefined): Scope {
  const place = inside && (schoolCodeOf(inside) as Scope);
  return place && isScopeInside(place, scope) ? place : scope;
}
