import { and, eq, inArray } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import type { Transaction } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { candidates, paymentReminders, registrations } from '../schema/index.ts';

/** Reads the registrations of a page that still lie in the scope of whoever writes to them. */
export async function readAddressed(
  db: Reader,
  ids: readonly string[],
  { examSessionId, scope }: { examSessionId: string; scope: Scope },
) {
  if (ids.length === 0) return [];
  const { id, passportId, state } = registrations;
  return db
    .select({ id, passportId, state })
    .from(registrations)
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .where(
      and(
        inArray(registrations.id, [...ids]),
        eq(registrations.examSessionId, examSessionId),
        inScope(registrations.schoolCode, scope, candidates.college),
      ),
    );
}

/** Notes whom staff remind on a day. @returns those whom nobody has reminded on it before */
export async function claimDay(
  tx: Transaction,
  { registrationIds, day, batchId }: { registrationIds: readonly string[]; day: string; batchId: string },
): Promise<Set<string>> {
  if (registrationIds.length === 0) return new Set();
  const fresh = await tx
    .insert(paymentReminders)
    .values(registrationIds.map((registrationId) => ({ registrationId, day, batchId })))
    .onConflictDoNothing()
    .returning({ id: paymentReminders.registrationId });
  return new Set(fresh.map(({ id }) => id));
}
