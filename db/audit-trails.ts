import { createHmac } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { auditSeals } from './schema/index.ts';

/** A table that is sealed: what identifies a row, and when it says that it happened. */
export interface AuditTrail {
  name: string;
  key: SQL;
  happenedAt: SQL;
}

/** Everything that is written for good and tells who did what. */
export const AUDIT_TRAILS: readonly AuditTrail[] = [
  { name: 'audit_log', key: sql`id::text`, happenedAt: sql`happened_at` },
  {
    name: 'registration_events',
    key: sql`concat_ws('/', registration_id, version, position)`,
    happenedAt: sql`happened_at`,
  },
  { name: 'review_events', key: sql`concat_ws('/', review_id, version)`, happenedAt: sql`happened_at` },
  { name: 'seat_ledger', key: sql`id::text`, happenedAt: sql`moved_at` },
  {
    name: 'agreement_acceptances',
    key: sql`concat_ws('/', passport_id, exam_session_id, agreement_version, pledge_version)`,
    happenedAt: sql`accepted_at`,
  },
];

export type Seal = typeof auditSeals.$inferSelect;

/** The place of a row in the order of its trail. */
export interface TrailPlace {
  writtenIn: string;
  key: string;
}

export interface TrailRow extends TrailPlace {
  /** The row in a form that depends on its values alone. */
  content: string;
  /** Milliseconds since 1970. */
  happenedAt: number;
}

/** The place before every row: sealing starts here. */
export const TRAIL_START: TrailPlace = { writtenIn: '0', key: '' };

/** The place of the last row that a seal covers. */
export function endOf(seal: Seal): TrailPlace {
  return { writtenIn: seal.lastWrittenIn, key: seal.rowKeys.at(-1) ?? '' };
}

/** Builds the query for the rows of a trail between two places, in their order; `content` holds the given columns. */
export function rowsBetween(
  trail: AuditTrail,
  columns: readonly string[],
  after: TrailPlace,
  upTo: SQL,
): SQL {
  const key = sql`(${trail.key}) collate "C"`;
  const values = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  return sql`
    select written_in::text as "writtenIn", ${key} as key, (extract(epoch from ${trail.happenedAt}) * 1000)::float8 as "happenedAt",
      jsonb_build_array(${values})::text as content
    from ${sql.identifier(trail.name)}
    where (written_in, ${key}) > (${after.writtenIn}::xid8, ${after.key}) and ${upTo}
    order by written_in, key`;
}

export function rowMac(key: Buffer, trail: string, row: Pick<TrailRow, 'key' | 'content'>): Buffer {
  const text = JSON.stringify([trail, row.key, row.content]);
  return createHmac('sha256', key).update(text).digest().subarray(0, ROW_MAC_BYTES);
}

export const ROW_MAC_BYTES = 16;

/** Computes the head that a seal must have. @param previousHead the head before it; empty for the first */
export function headOf(key: Buffer, seal: Omit<Seal, 'head'>, previousHead: string): string {
  const { trail, number, columns, rowKeys, rowMacs, lastWrittenIn, sealedAt, keyId } = seal;
  const content = [previousHead, trail, number, keyId, sealedAt, lastWrittenIn, columns, rowKeys];
  return createHmac('sha256', key)
    .update(JSON.stringify([...content, rowMacs.toString('hex')]))
    .digest('hex');
}
