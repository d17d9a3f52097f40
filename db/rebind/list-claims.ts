import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { examSessions, passports, registrations, reviews } from '../schema/index.ts';
import { type SubmittedCursor, submittedOrder } from '../staff/submitted-order.ts';

/** A verified claim to an ID number, with the passport that reserves it. */
export interface ClaimRecord {
  claimant: typeof passports.$inferSelect;
  reserver: typeof passports.$inferSelect;
  /** True when a registration is bound to the reserver, in any exam session. */
  registered: boolean;
}

/** Lists the claims whose numbers are reserved inside a scope, those waiting longest first unless asked otherwise. */
export async function listClaims(
  db: Reader,
  {
    scope,
    order,
    after,
    limit,
  }: {
    scope: Scope;
    order?: Direction | undefined;
    after?: SubmittedCursor | undefined;
    limit: number;
  },
): Promise<ClaimRecord[]> {
  const claimant = alias(passports, 'claimant');
  const { orderBy, beyond } = submittedOrder(
    { submittedAt: claimant.heldSince, id: claimant.id },
    order !== 'desc',
  );
  const reserver = alias(passports, 'reserver');
  // The exam sessions are named so that the indexes by exam session and passport are used.
  const lastOf = (table: 'registrations' | 'reviews') => {
    const { of, at } =
      table === 'registrations'
        ? { of: registrations, at: registrations.changedAt }
        : { of: reviews, at: reviews.submittedAt };
    return sql`(select ${of.schoolCode} from ${of} where ${of.examSessionId} in (select ${examSessions.id} from ${examSessions}) and ${of.passportId} = ${reserver.id} order by ${at} desc limit 1)`;
  };
  const schoolOfRegistration = lastOf('registrations');
  const rows = await db
    .select({ claimant, reserver, registeredAt: sql<string | null>`${schoolOfRegistration}` })
    .from(claimant)
    .innerJoin(
      reserver,
      and(
        eq(reserver.idNumberIndex, claimant.idNumberIndex),
        isNull(reserver.closedAt),
        eq(reserver.hold, 'reserving'),
      ),
    )
    .where(
      and(
        isNull(claimant.closedAt),
        eq(claimant.hold, 'claiming'),
        isNotNull(claimant.emailVerifiedAt),
        inScope(sql`coalesce(${schoolOfRegistration}, ${lastOf('reviews')}, '')`, scope),
        beyond(after),
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map(({ registeredAt, ...record }) => ({ ...record, registered: registeredAt !== null }));
}
