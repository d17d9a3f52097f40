import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './connect.ts';
import { SEALED, type SealedPlace } from './sealed-places.ts';
import type { Vault } from './vault.ts';

/** A column of sealed values, with the column by which its rows are walked through. */
interface SealedColumn {
  table: string;
  key: string;
  keyType: 'text' | 'uuid' | 'integer' | 'bigint';
  column: string;
  /** Seals one value anew; null when nothing is to be done. */
  reseal(vault: Vault, key: string, value: unknown): unknown;
  /** The type of the column, for the comparison with what was read. */
  columnType: 'text' | 'bytea' | 'jsonb';
}

function values(
  table: string,
  [key, keyType]: [string, SealedColumn['keyType']],
  column: string,
  place: (row: string) => SealedPlace,
): SealedColumn {
  return {
    table,
    key,
    keyType,
    column,
    columnType: 'text',
    reseal: (vault, row, value) => resealed(vault, place(row), String(value)),
  };
}

function resealed(vault: Vault, place: SealedPlace, sealed: string): string | null {
  return vault.isCurrent(sealed) ? null : vault.seal(place, vault.open(place, sealed));
}

/** A column of sealed files. */
function files(
  table: string,
  [key, keyType]: [string, SealedColumn['keyType']],
  column: string,
  place: (row: string) => SealedPlace,
): SealedColumn {
  return {
    table,
    key,
    keyType,
    column,
    columnType: 'bytea',
    reseal: (vault, row, value) =>
      vault.isCurrent(value as Buffer)
        ? null
        : vault.sealBytes(place(row), vault.openBytes(place(row), value as Buffer)),
  };
}

const SECRETS = ['sealedToken', 'sealedCode', 'sealedReason'] as const;

/** Messages on their way; the address they go to, and what only their readers may know, is sealed for their key. */
const MESSAGES: SealedColumn = {
  table: 'outbox',
  key: 'key',
  keyType: 'text',
  column: 'message',
  columnType: 'jsonb',
  reseal(vault, key, value) {
    const message = structuredClone(value) as {
      sealedTo?: string;
      /** Of a sign-in link that was asked for. */
      sealedToken?: string;
      parameters?: Record<string, unknown>;
    };
    let changed = false;
    const mend = (place: SealedPlace, sealed: unknown, set: (anew: string) => void) => {
      const anew = typeof sealed === 'string' ? resealed(vault, place, sealed) : null;
      if (anew === null) return;
      set(anew);
      changed = true;
    };
    mend(SEALED.sealedTo(key), message.sealedTo, (anew) => {
      message.sealedTo = anew;
    });
    mend(SEALED.sealedToken(key), message.sealedToken, (anew) => {
      message.sealedToken = anew;
    });
    for (const secret of SECRETS)
      mend(SEALED[secret](key), message.parameters?.[secret], (anew) => {
        message.parameters = { ...message.parameters, [secret]: anew };
      });
    return changed ? message : null;
  },
};

/** Every column that holds sealed values, except those written for good: these are sealed under people's keys. */
const COLUMNS: SealedColumn[] = [
  values('person_keys', ['person', 'text'], 'sealed_key', SEALED.personKey),
  values('passports', ['id', 'text'], 'personal', SEALED.passport),
  values('email_verifications', ['token_hash', 'text'], 'sealed_email', SEALED.newEmail),
  values('mobile_verifications', ['passport_id', 'text'], 'sealed_mobile', SEALED.newMobile),
  values('candidates', ['id', 'uuid'], 'personal', SEALED.candidate),
  values('registrations', ['id', 'uuid'], 'snapshot', SEALED.snapshot),
  values('score_records', ['ticket_number', 'text'], 'personal', SEALED.scoreRecord),
  // Files and rows of batches are cleared within a day or two, and not sealed anew.
  values('batches', ['id', 'uuid'], 'sealed_file_name', SEALED.batchFileName),
  values('batches', ['id', 'uuid'], 'sealed_headings', SEALED.batchHeadings),
  values('batches', ['id', 'uuid'], 'sealed_parameters', SEALED.batchParameters),
  values('batch_approvals', ['id', 'uuid'], 'reason', SEALED.batchReason),
  values('reviews', ['id', 'uuid'], 'personal', SEALED.review),
  values('reviews', ['id', 'uuid'], 'reason', SEALED.reviewReason),
  values('corrections', ['id', 'uuid'], 'sealed_values', SEALED.correction),
  values('corrections', ['id', 'uuid'], 'reason', SEALED.correctionReason),
  values('rebinds', ['id', 'uuid'], 'reason', SEALED.rebindReason),
  values('capacity_changes', ['id', 'uuid'], 'reason', SEALED.capacityReason),
  values('payment_exceptions', ['id', 'integer'], 'note', SEALED.exceptionNote),
  values('staff_accounts', ['account', 'text'], 'sealed_email', SEALED.staffEmail),
  values('staff_links', ['token_hash', 'text'], 'sealed_email', SEALED.staffLinkEmail),
  values('staff_second_factors', ['account', 'text'], 'sealed_secret', SEALED.staffSecret),
  values('staff_second_factors', ['account', 'text'], 'sealed_next', SEALED.staffNextSecret),
  values('sent_messages', ['key', 'text'], 'sealed_to', SEALED.sentTo),
  files('photos', ['id', 'text'], 'sealed', SEALED.photo),
  files('proofs', ['id', 'uuid'], 'sealed', SEALED.proof),
  files('export_pieces', ['id', 'text'], 'sealed', SEALED.exportPiece),
  MESSAGES,
];

export interface ResealProgress {
  /** Table and column. */
  column: string;
  /** Values looked at so far, and those sealed anew. */
  seenCount: number;
  resealedCount: number;
  /** Values that do not open: they stay as they are. */
  failed: { row: string; error: unknown }[];
}

const BATCH = 200;

/**
 * Seals everything anew that is not sealed in the present form under the current key, in small batches beside the
 * running platform: a value that is changed meanwhile keeps its change. Interrupted, it is finished by the next call.
 * @returns what was done, column by column
 */
export async function resealAll(
  db: Database,
  vault: Vault,
  onProgress: (progress: ResealProgress) => void = () => {},
): Promise<ResealProgress[]> {
  const done: ResealProgress[] = [];
  for (const column of COLUMNS) {
    const progress: ResealProgress = {
      column: `${column.table}.${column.column}`,
      seenCount: 0,
      resealedCount: 0,
      failed: [],
    };
    let after: string | null = null;
    for (;;) {
      after = await resealBatch(db, vault, column, after, progress);
      onProgress(progress);
      if (after === null) break;
    }
    done.push(progress);
  }
  return done;
}

/** @returns the key after which to go on; null at the end */
async function resealBatch(
  db: Database,
  vault: Vault,
  { table, key, keyType, column, columnType, reseal }: SealedColumn,
  after: string | null,
  progress: ResealProgress,
): Promise<string | null> {
  const [keyColumn, valueColumn] = [sql.identifier(key), sql.identifier(column)];
  const beyond: SQL = after === null ? sql`true` : sql`${keyColumn} > ${after}::${sql.raw(keyType)}`;
  const rows = await db.execute(sql`
    select ${keyColumn}::text as key, ${valueColumn} as value from ${sql.identifier(table)}
    where ${valueColumn} is not null and ${beyond} order by ${keyColumn} limit ${BATCH}`);
  const changes: { row: string; value: unknown; anew: unknown }[] = [];
  for (const { key: row, value } of [...rows] as { key: string; value: unknown }[]) {
    progress.seenCount += 1;
    try {
      const anew = reseal(vault, row, value);
      if (anew !== null) changes.push({ row, value, anew });
    } catch (error) {
      progress.failed.push({ row, error });
    }
  }
  if (changes.length > 0) {
    const written = (value: unknown) =>
      sql`${columnType === 'jsonb' ? JSON.stringify(value) : value}::${sql.raw(columnType)}`;
    await db.transaction(async (tx) => {
      for (const { row, value, anew } of changes) {
        const changed = await tx.execute(sql`
          update ${sql.identifier(table)} set ${valueColumn} = ${written(anew)}
          where ${keyColumn} = ${row}::${sql.raw(keyType)} and ${valueColumn} = ${written(value)}
          returning 1`);
        progress.resealedCount += changed.length;
      }
    });
  }
  return rows.length < BATCH ? null : String(rows.at(-1)?.key);
}
