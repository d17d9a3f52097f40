import { sql } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import { idNumberIndex } from '../person/personal-index.ts';
import type { Database } from '../connect.ts';
import type { PassportPersonal } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

/** What these statements, written as SQL, need of a database. */
type Executor = Pick<Database, 'execute'>;

/** The key of the indexes, as the database notes it once it was changed: ids of keys. */
export interface IndexKeyNote {
  keyId: string;
  /** The key before, while a change is unfinished. */
  leavingKeyId: string | null;
}

/** Reads the note; null when the key was never changed. */
export async function readIndexKeyNote(db: Executor): Promise<IndexKeyNote | null> {
  const [row] = await db.execute(
    sql`select key_id as "keyId", leaving_key_id as "leavingKeyId" from index_key`,
  );
  return (row as IndexKeyNote | undefined) ?? null;
}

/** Writes the note. Until `leavingKeyId` is null again, no process starts. */
export async function noteIndexKey(db: Executor, { keyId, leavingKeyId }: IndexKeyNote): Promise<void> {
  await db.execute(sql`
    insert into index_key (key_id, leaving_key_id) values (${keyId}, ${leavingKeyId})
    on conflict (single) do update set key_id = excluded.key_id, leaving_key_id = excluded.leaving_key_id`);
}

/**
 * How the keys of a vault fit the data:
 * - `fits`: so does what was looked at, or there is nothing yet
 * - `unreadable`: nothing of what was looked at opens
 * - `otherKey`: the indexes are of another key
 * - `unfinished`: a change of the key was begun and not finished
 */
export type KeyFit = 'fits' | 'unreadable' | 'otherKey' | 'unfinished';

/** The rows of a table that are tried: a few, as one may be damaged. */
const SAMPLES = 5;

/** Tries the keys on some of the existing data: under other keys nobody would be found, and everybody look new. */
export async function keyFit(db: Executor, vault: Vault): Promise<KeyFit> {
  const note = await readIndexKeyNote(db);
  if (note?.leavingKeyId) return 'unfinished';
  if (note && note.keyId !== vault.indexKeyId) return 'otherKey';
  const rows = await db.execute(sql`
    (select true as "isPassport", id, personal, id_type as "idType", id_number_index as "present"
      from passports order by id limit ${SAMPLES})
    union all
    (select false, id::text, personal, id_type, id_number_index from candidates order by id limit ${SAMPLES})`);
  const samples = [...rows] as unknown as Sample[];
  if (samples.length === 0) return 'fits';
  const opened = samples.flatMap((sample) => {
    try {
      return [idNumberIndex(vault, sample.idType, idNumberOf(vault, sample)) === sample.present];
    } catch {
      // It was sealed under another key, or is damaged.
      return [];
    }
  });
  if (opened.length === 0) return 'unreadable';
  return note || opened.includes(true) ? 'fits' : 'otherKey';
}

interface Sample {
  isPassport: boolean;
  id: string;
  personal: string;
  idType: IdType;
  present: string;
}

function idNumberOf(vault: Vault, { isPassport, id, personal }: Sample): string {
  return isPassport
    ? vault.open<PassportPersonal>(SEALED.passport(id), personal).idNumber
    : vault.open<RollRow>(SEALED.candidate(id), personal).idNumber;
}
