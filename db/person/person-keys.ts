import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { CandidateActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { SEALED, type SealedPlace } from '../sealed-places.ts';
import { personKeys } from '../schema/index.ts';
import { decrypt, encrypt, type Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';

/** Whose key it is. */
export type Person = CandidateActor | `candidate/${string}`;

/** The beginning of a value that is sealed under a person's key. */
const FORM = 'p1.';

/**
 * Seals a value for a row that is written for good: under the key of the person it tells about, which is made at its
 * first use.
 */
export async function sealForPerson(
  db: Reader & Pick<Database, 'insert'>,
  vault: Vault,
  { person, place, value }: { person: Person; place: SealedPlace; value: unknown },
  now: Instant,
): Promise<string> {
  let key = await readKey(db, vault, person);
  if (!key) {
    const fresh = vault.seal(SEALED.personKey(person), randomBytes(32).toString('hex'));
    await db.insert(personKeys).values({ person, sealedKey: fresh, madeAt: now }).onConflictDoNothing();
    key = await readKey(db, vault, person);
  }
  if (!key) throw new Error('the key of a person was deleted while it was used');
  return FORM + encrypt(key, place.name, Buffer.from(JSON.stringify(value))).toString('base64url');
}

/** Opens what was sealed under a person's key; null once the person is forgotten. */
export async function openForPerson<T>(
  db: Reader,
  vault: Vault,
  { person, place, sealed }: { person: Person; place: SealedPlace; sealed: string },
): Promise<T | null> {
  if (!sealed.startsWith(FORM)) return vault.open<T>(place, sealed);
  const key = await readKey(db, vault, person);
  if (!key) return null;
  const body = Buffer.from(sealed.slice(FORM.length), 'base64url');
  return JSON.parse(decrypt(key, place, place.name, body).toString('utf8')) as T;
}

async function readKey(db: Reader, vault: Vault, person: Person): Promise<Buffer | null> {
  const [row] = await db
    .select({ sealedKey: personKeys.sealedKey })
    .from(personKeys)
    .where(eq(personKeys.person, person));
  return row ? Buffer.from(vault.open<string>(SEALED.personKey(person), row.sealedKey), 'hex') : null;
}
