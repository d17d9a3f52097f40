import { desc, eq, sql } from 'drizzle-orm';
import type { KeyRing } from '../config/key-ring.ts';
import {
  AUDIT_TRAILS,
  type AuditTrail,
  endOf,
  headOf,
  rowMac,
  rowsBetween,
  type Seal,
  TRAIL_START,
  type TrailRow,
} from './audit-trails.ts';
import type { Instant } from '../domain/time.ts';
import type { Database, Transaction } from './connect.ts';
import { auditSeals } from './schema/index.ts';

/** The key of the lock (an arbitrary constant) under which one process at a time seals. */
const SEAL_LOCK = 70_234_003;
const MAX_ROWS = 5_000;

/** The counter of transactions is behind the last seal: the database came out of a dump, into a younger cluster. */
class TransactionsWentBackError extends Error {
  override readonly name = 'TransactionsWentBackError';
}

/**
 * Seals the rows of finished transactions that no seal covers yet, a chain for each trail. Rows of a transaction that
 * is still open, and of those that began after it, wait for the next time.
 * @returns the new seals; none when another process is sealing
 */
export async function sealAudit(db: Database, keys: KeyRing, now: Instant): Promise<Seal[]> {
  const seals: Seal[] = [];
  for (const trail of AUDIT_TRAILS) {
    for (;;) {
      const seal = await db.transaction((tx) => sealNext(tx, trail, keys, now));
      if (seal === null) break;
      seals.push(seal);
      if (seal.rowKeys.length < MAX_ROWS) break;
    }
  }
  return seals;
}

async function sealNext(
  tx: Transaction,
  trail: AuditTrail,
  keys: KeyRing,
  now: Instant,
): Promise<Seal | null> {
  const [lock] = await tx.execute(sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as taken`);
  if (!lock?.taken) return null;
  const [last] = await tx
    .select()
    .from(auditSeals)
    .where(eq(auditSeals.trail, trail.name))
    .orderBy(desc(auditSeals.number))
    .limit(1);
  const after = last ? endOf(last) : TRAIL_START;
  const [ahead] = await tx.execute(
    sql`select ${after.writtenIn}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as ahead`,
  );
  if (ahead?.ahead) {
    throw new TransactionsWentBackError(
      `${trail.name}: sealed up to transaction ${after.writtenIn}, which this cluster has not reached; see operations.md, "Seals of the audit trails"`,
    );
  }
  const columns = await columnsOf(tx, trail);
  const finished = sql`written_in < pg_snapshot_xmin(pg_current_snapshot())`;
  const found = await tx.execute(sql`${rowsBetween(trail, columns, after, finished)} limit ${MAX_ROWS}`);
  const rows = [...found] as unknown as TrailRow[];
  const end = rows.at(-1);
  if (!end) return null;
  const sealed = {
    trail: trail.name,
    number: (last?.number ?? 0) + 1,
    columns,
    rowKeys: rows.map(({ key }) => key),
    rowMacs: Buffer.concat(rows.map((row) => rowMac(keys.current, trail.name, row))),
    lastWrittenIn: end.writtenIn,
    sealedAt: now,
    keyId: keys.currentId,
  };
  const seal = { ...sealed, head: headOf(keys.current, sealed, last?.head ?? '') };
  await tx.insert(auditSeals).values(seal);
  return seal;
}

async function columnsOf(tx: Transaction, trail: AuditTrail): Promise<string[]> {
  const found = await tx.execute(sql`
    select attname as name from pg_attribute
    where attrelid = ${trail.name}::regclass and attnum > 0 and not attisdropped order by attnum`);
  return [...found].map(({ name }) => String(name));
}
