import { type SQL, sql } from 'drizzle-orm';
import { ID_TYPES, type IdType } from '../../domain/person/id-number.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { Database, Transaction } from '../connect.ts';
import { emailIndex, idNumberIndex, nameIndex, studentNumberIndex } from '../person/personal-index.ts';
import { endAllSignIns } from '../passport/sign-ins.ts';
import { photoIndex, rollDigest } from '../roll/roll-digest.ts';
import type { PassportPersonal, ReviewPersonal, ScorePersonal } from '../schema/index.ts';
import { SEALED, type SealedPlace } from '../sealed-places.ts';
import { SealedValueError, type Vault } from '../vault.ts';

/** The text of every column of a row; null where there is none. */
type Row = Record<string, string | null>;

/** Opens what is sealed in a row; null for null. */
type Open = <T>(place: SealedPlace, sealed: string | null | undefined) => T | null;

/** A table with columns that are blind indexes. */
interface IndexedTable {
  table: string;
  key: string;
  keyType: 'text' | 'uuid';
  columns: readonly string[];
  /** Columns of which the plain value is sealed in the row: whatever is there, the index is to be of that. */
  ofRow?: readonly string[];
  /** Selects columns of the table `t` and of those it leads to. */
  select: SQL;
  from: SQL;
  /**
   * Reads what the columns may be indexes of; each possibility is a function that computes the index under a vault's
   * key. None: the plain value is not kept.
   */
  possibilities(row: Row, open: Open): Record<string, ((vault: Vault) => string)[]>;
}

const anyIdNumber = (idNumber: string | undefined) =>
  idNumber === undefined
    ? []
    : ID_TYPES.map((idType) => (vault: Vault) => idNumberIndex(vault, idType, idNumber));

const addresses = (...emails: (string | null | undefined)[]) =>
  emails
    .filter((email) => typeof email === 'string')
    .map((email) => (vault: Vault) => emailIndex(vault, email));

const openPassportOf = (row: Row, open: Open) =>
  open<PassportPersonal>(SEALED.passport(row.passport_id ?? ''), row.passport);

/** Every column with a blind index whose plain value is sealed somewhere; photos are named by one, see below. */
const TABLES: IndexedTable[] = [
  {
    table: 'passports',
    key: 'id',
    keyType: 'text',
    columns: ['id_number_index', 'email_index'],
    select: sql`t.id_type, t.id as passport_id, t.personal as passport`,
    from: sql`passports t`,
    possibilities(row, open) {
      const personal = openPassportOf(row, open);
      return {
        id_number_index: personal
          ? [(vault) => idNumberIndex(vault, row.id_type as IdType, personal.idNumber)]
          : [],
        email_index: addresses(personal?.email),
      };
    },
  },
  {
    table: 'candidates',
    key: 'id',
    keyType: 'uuid',
    columns: ['id_number_index', 'name_index', 'student_number_index', 'digest'],
    ofRow: ['name_index'],
    select: sql`t.id::text as id, t.school_code, t.personal`,
    from: sql`candidates t`,
    possibilities(row, open) {
      const roll = open<RollRow>(SEALED.candidate(row.id ?? ''), row.personal);
      if (!roll) return {} as Record<string, never>;
      return {
        id_number_index: [(vault) => idNumberIndex(vault, roll.idType, roll.idNumber)],
        name_index: [(vault) => nameIndex(vault, roll.name)],
        student_number_index: [
          (vault) => studentNumberIndex(vault, row.school_code ?? '', roll.studentNumber),
        ],
        digest: [(vault) => rollDigest(vault, roll)],
      };
    },
  },
  {
    table: 'score_records',
    key: 'ticket_number',
    keyType: 'text',
    columns: ['id_number_index', 'name_index'],
    ofRow: ['name_index'],
    select: sql`t.ticket_number, t.personal`,
    from: sql`score_records t`,
    possibilities(row, open) {
      const person = open<ScorePersonal>(SEALED.scoreRecord(row.ticket_number ?? ''), row.personal);
      return {
        id_number_index: anyIdNumber(person?.idNumber),
        name_index: person ? [(vault) => nameIndex(vault, person.name)] : [],
      };
    },
  },
  {
    table: 'reviews',
    key: 'id',
    keyType: 'uuid',
    columns: ['id_number_index'],
    select: sql`t.id::text as id, t.personal`,
    from: sql`reviews t`,
    possibilities: (row, open) => ({
      id_number_index: anyIdNumber(open<ReviewPersonal>(SEALED.review(row.id ?? ''), row.personal)?.idNumber),
    }),
  },
  {
    table: 'staff_accounts',
    key: 'account',
    keyType: 'text',
    columns: ['email_index'],
    select: sql`t.account, t.sealed_email`,
    from: sql`staff_accounts t`,
    possibilities: (row, open) => ({
      email_index: addresses(open<string>(SEALED.staffEmail(row.account ?? ''), row.sealed_email)),
    }),
  },
  {
    table: 'email_verifications',
    key: 'token_hash',
    keyType: 'text',
    columns: ['email_index'],
    select: sql`t.token_hash, t.sealed_email, p.id as passport_id, p.personal as passport`,
    from: sql`email_verifications t join passports p on p.id = t.passport_id`,
    possibilities: (row, open) => ({
      email_index: addresses(
        open<string>(SEALED.newEmail(row.token_hash ?? ''), row.sealed_email),
        openPassportOf(row, open)?.email,
      ),
    }),
  },
  {
    table: 'password_resets',
    key: 'token_hash',
    keyType: 'text',
    columns: ['email_index'],
    select: sql`p.id as passport_id, p.personal as passport`,
    from: sql`password_resets t join passports p on p.id = t.passport_id`,
    possibilities: (row, open) => ({ email_index: addresses(openPassportOf(row, open)?.email) }),
  },
  {
    table: 'sign_in_links',
    key: 'token_hash',
    keyType: 'text',
    columns: ['email_index'],
    select: sql`p.id as passport_id, p.personal as passport, s.account, s.sealed_email`,
    from: sql`sign_in_links t left join passports p on t.holder = 'passport/' || p.id
      left join staff_accounts s on t.holder = 'staff/' || s.account`,
    possibilities: (row, open) => ({
      email_index: addresses(
        openPassportOf(row, open)?.email,
        open<string>(SEALED.staffEmail(row.account ?? ''), row.sealed_email),
      ),
    }),
  },
];

export interface RotationProgress {
  table: string;
  /** Rows looked at so far, and those that were changed. */
  seenCount: number;
  changedCount: number;
  /** Values that are of neither key, or whose plain value is not kept: they find nobody any more. */
  leftCount: number;
  /** Rows with a sealed value that does not open. */
  failed: { row: string; error: SealedValueError }[];
}

interface Rotation {
  /** The vaults of the key before and of the new one; both open what is sealed. */
  before: Vault;
  after: Vault;
  /** The rows of one transaction. */
  batch?: number;
  onProgress?(progress: RotationProgress): void;
}

const BATCH = 200;
/** Photos are files, which are read whole. */
const PHOTO_BATCH = 20;

/**
 * Computes every blind index anew under another key, from the sealed values, a small batch per transaction. What is
 * done already is skipped, so that an interrupted rotation is finished by the next call. Nothing else may write
 * meanwhile.
 * Tokens are kept as hashes alone, under the key before: sign-ins end.
 * Under the same key it renews the indexes of names, after a change of what counts as one name; others may write meanwhile.
 * @returns what was done, table by table
 */
export async function rotateIndexes(db: Database, rotation: Rotation): Promise<RotationProgress[]> {
  const done: RotationProgress[] = [];
  for (const { table, nextBatch } of [
    ...TABLES.map((indexed) => ({ table: indexed.table, nextBatch: rotateBatch.bind(null, indexed) })),
    { table: 'photos', nextBatch: renamePhotos },
  ]) {
    const progress = { table, seenCount: 0, changedCount: 0, leftCount: 0, failed: [] };
    let after: string | null = null;
    do {
      after = await db.transaction((tx) => nextBatch(tx, rotation, after, progress));
      rotation.onProgress?.(progress);
    } while (after !== null);
    done.push(progress);
  }
  if (rotation.before.indexKeyId !== rotation.after.indexKeyId) await endAllSignIns(db);
  return done;
}

/** @returns the key after which to go on; null at the end */
async function rotateBatch(
  { table, key, keyType, columns, ofRow = [], select, from, possibilities }: IndexedTable,
  tx: Transaction,
  { before, after: next, batch = BATCH }: Rotation,
  after: string | null,
  progress: RotationProgress,
): Promise<string | null> {
  const keyColumn = sql`t.${sql.identifier(key)}`;
  const beyond = after === null ? sql`true` : sql`${keyColumn} > ${after}::${sql.raw(keyType)}`;
  const indexes = sql.join(
    columns.map((column) => sql`t.${sql.identifier(column)} as ${sql.identifier(`index/${column}`)}`),
    sql`, `,
  );
  const found = await tx.execute(sql`
    select ${keyColumn}::text as "key", ${indexes}, ${select} from ${from}
    where ${beyond} order by ${keyColumn} limit ${batch} for update of t`);
  const rows = [...found] as Row[];
  for (const row of rows) {
    progress.seenCount += 1;
    const changes = changesOf(row, { columns, ofRow, possibilities }, { before, next }, progress);
    if (changes.length === 0) continue;
    progress.changedCount += 1;
    await tx.execute(sql`
      update ${sql.identifier(table)} set ${sql.join(
        changes.map(([column, index]) => sql`${sql.identifier(column)} = ${index}`),
        sql`, `,
      )} where ${sql.identifier(key)} = ${row.key}::${sql.raw(keyType)}`);
  }
  return rows.length < batch ? null : String(rows.at(-1)?.key);
}

/** Lists the columns of a row that are indexes of the key before, or of a name as it was compared before, with their new values. */
function changesOf(
  row: Row,
  { columns, ofRow, possibilities }: Pick<Required<IndexedTable>, 'columns' | 'ofRow' | 'possibilities'>,
  { before, next }: { before: Vault; next: Vault },
  progress: RotationProgress,
): [column: string, index: string][] {
  const open: Open = (place, sealed) => (typeof sealed === 'string' ? next.open(place, sealed) : null);
  const changes: [string, string][] = [];
  try {
    const possible = possibilities(row, open);
    for (const column of columns) {
      const present = row[`index/${column}`];
      if (typeof present !== 'string') continue;
      const indexes = possible[column] ?? [];
      if (indexes.some((index) => index(next) === present)) continue;
      const match =
        indexes.find((index) => index(before) === present) ??
        (ofRow.includes(column) ? indexes[0] : undefined);
      if (match) changes.push([column, match(next)]);
      else progress.leftCount += 1;
    }
  } catch (error) {
    if (!(error instanceof SealedValueError)) throw error;
    progress.failed.push({ row: String(row.key), error });
  }
  return changes;
}

/** Gives photos their new ids, to which roll entries and registrations refer, and seals them for these. */
async function renamePhotos(
  tx: Transaction,
  { before, after: next, batch = PHOTO_BATCH }: Rotation,
  after: string | null,
  progress: RotationProgress,
): Promise<string | null> {
  const limit = Math.min(batch, PHOTO_BATCH);
  const rows = await tx.execute(sql`
    select id, sealed from photos where ${after === null ? sql`true` : sql`id > ${after}`} order by id limit ${limit}`);
  for (const { id, sealed } of [...rows] as { id: string; sealed: Buffer }[]) {
    progress.seenCount += 1;
    try {
      const image = next.openBytes(SEALED.photo(id), sealed);
      const renamed = photoIndex(next, image);
      if (renamed === id) continue;
      if (photoIndex(before, image) !== id) {
        progress.leftCount += 1;
        continue;
      }
      await tx.execute(sql`
        insert into photos (id, type, sealed, imported_at)
        select ${renamed}, type, ${next.sealBytes(SEALED.photo(renamed), image)}, imported_at from photos where id = ${id}
        on conflict (id) do nothing`);
      await tx.execute(sql`update candidates set photo_id = ${renamed} where photo_id = ${id}`);
      await tx.execute(sql`update registrations set photo_id = ${renamed} where photo_id = ${id}`);
      await tx.execute(sql`delete from photos where id = ${id}`);
      progress.changedCount += 1;
    } catch (error) {
      if (!(error instanceof SealedValueError)) throw error;
      progress.failed.push({ row: id, error });
    }
  }
  return rows.length < limit ? null : String(rows.at(-1)?.id);
}
