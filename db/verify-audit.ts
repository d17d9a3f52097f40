import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { KeyRing } from '../config/key-ring.ts';
import { HOUR_MS, isoInstant, MINUTE_MS } from '../domain/time.ts';
import {
  AUDIT_TRAILS,
  type AuditTrail,
  endOf,
  headOf,
  ROW_MAC_BYTES,
  rowMac,
  rowsBetween,
  type Seal,
  TRAIL_START,
  type TrailPlace,
  type TrailRow,
} from './audit-trails.ts';
import type { Database } from './connect.ts';
import { auditSeals } from './schema/index.ts';

/** The time between saying when something happened and the seal before: the longest a transaction may take, and more. */
const LATE_BY_MS = HOUR_MS;
/** The difference that clocks of processes may have. */
const EARLY_BY_MS = 5 * MINUTE_MS;
const SEALS_AT_ONCE = 20;
/** The most findings that are told of a trail; the others are counted. */
const MAX_FINDINGS = 100;

export interface TrailReport {
  trail: string;
  sealCount: number;
  rowCount: number;
  /** Rows that no seal covers yet. */
  unsealedCount: number;
  head: string;
  /** The last row that is sealed; empty when none is. */
  lastRow: string;
  findingCount: number;
  /** What is not as it was sealed, a line each; the first hundred. */
  findings: string[];
}

/** What a verification has found. */
export interface VerificationReport {
  trails: TrailReport[];
  /** Heads that were known and are in no chain any more: a chain was cut short or replaced. */
  lostHeads: string[];
}

/**
 * Compares every trail with its seals: finds rows that were changed, deleted, added to what was sealed, or back-dated,
 * and chains that were not made with our keys.
 * @param knownHeads heads that were logged; each must still be in one of the chains, which finds chains cut short
 * @param goOn called between batches; what it throws ends the comparison
 */
export async function verifyAudit(
  db: Database,
  keys: KeyRing,
  knownHeads: readonly string[] = [],
  goOn: () => Promise<void> = async () => {},
): Promise<VerificationReport> {
  const trails: TrailReport[] = [];
  const lost = new Set(knownHeads);
  for (const trail of AUDIT_TRAILS) trails.push(await verifyTrail(db, trail, keys, lost, goOn));
  return { trails, lostHeads: [...lost] };
}

async function verifyTrail(
  db: Database,
  trail: AuditTrail,
  keys: KeyRing,
  lostHeads: Set<string>,
  goOn: () => Promise<void>,
): Promise<TrailReport> {
  const report: TrailReport = {
    trail: trail.name,
    sealCount: 0,
    rowCount: 0,
    unsealedCount: 0,
    head: '',
    lastRow: '',
    findingCount: 0,
    findings: [],
  };
  const tell = (...found: string[]) => {
    report.findings.push(...found.slice(0, MAX_FINDINGS - report.findings.length));
    report.findingCount += found.length;
  };
  let before: Seal | undefined;
  for (;;) {
    await goOn();
    const seals = await db
      .select()
      .from(auditSeals)
      .where(and(eq(auditSeals.trail, trail.name), gt(auditSeals.number, before?.number ?? 0)))
      .orderBy(asc(auditSeals.number))
      .limit(SEALS_AT_ONCE);
    for (const seal of seals) {
      const key = keys.find(seal.keyId);
      const say = (what: string) => tell(`${trail.name}: seal ${seal.number} ${what}`);
      if (seal.number !== (before?.number ?? 0) + 1) say('does not follow the one before: seals are missing');
      if (!key) say(`names the key ${seal.keyId}, which is not ours`);
      else if (headOf(key, seal, before?.head ?? '') !== seal.head)
        say('is not as our key made it: the chain was altered or recomputed');
      else tell(...(await compareRows(db, trail, key, seal, before)));
      if (before && seal.sealedAt < before.sealedAt) say('is older than the one before');
      lostHeads.delete(seal.head);
      report.sealCount += 1;
      report.rowCount += seal.rowKeys.length;
      report.head = seal.head;
      report.lastRow = endOf(seal).key;
      before = seal;
    }
    if (seals.length < SEALS_AT_ONCE) break;
  }
  report.unsealedCount = await countAfter(db, trail, before ? endOf(before) : TRAIL_START);
  return report;
}

async function compareRows(
  db: Database,
  trail: AuditTrail,
  key: Buffer,
  seal: Seal,
  before: Seal | undefined,
): Promise<string[]> {
  const findings: string[] = [];
  const say = (row: string, what: string) =>
    findings.push(`${trail.name}: row ${row} ${what} (seal ${seal.number})`);
  const sealed = new Map(
    seal.rowKeys.map((rowKey, index) => [
      rowKey,
      seal.rowMacs.subarray(index * ROW_MAC_BYTES, (index + 1) * ROW_MAC_BYTES),
    ]),
  );
  const end = endOf(seal);
  const upTo = sql`(written_in, (${trail.key}) collate "C") <= (${end.writtenIn}::xid8, ${end.key})`;
  const found = await db.execute(
    rowsBetween(trail, seal.columns, before ? endOf(before) : TRAIL_START, upTo),
  );
  for (const row of [...found] as unknown as TrailRow[]) {
    const mac = sealed.get(row.key);
    sealed.delete(row.key);
    if (!mac) {
      say(row.key, 'was added to what was sealed');
      continue;
    }
    if (!rowMac(key, trail.name, row).equals(mac)) say(row.key, 'was changed');
    const { happenedAt } = row;
    const tooEarly = before && happenedAt < before.sealedAt - LATE_BY_MS;
    if (tooEarly || happenedAt > seal.sealedAt + EARLY_BY_MS)
      say(row.key, `says ${isoInstant(happenedAt)}, which is not when it was written`);
  }
  for (const rowKey of sealed.keys()) say(rowKey, 'was deleted or moved');
  return findings;
}

async function countAfter(db: Database, trail: AuditTrail, after: TrailPlace): Promise<number> {
  const [row] = await db.execute(
    sql`select count(*)::int as count from (${rowsBetween(trail, [], after, sql`true`)}) as pending`,
  );
  return Number(row?.count ?? 0);
}
