import type { Actor } from '../domain/actor.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { Instant } from '../domain/time.ts';
import type { Database } from './connect.ts';
import { type Person, sealForPerson } from './person/person-keys.ts';
import type { Reader } from './reader.ts';
import { SEALED } from './sealed-places.ts';
import type { Vault } from './vault.ts';
import { auditLog } from './schema/index.ts';

export type AuditEntry = AuditAction & {
  actor: Actor;
  /** The thing it was done to, e.g. `passport/<id>`, `offering/<id>`. */
  target: string;
  happenedAt: Instant;
  /** Old and new values that are personal, by `sealAuditValues`. */
  values?: { person: Person; personal: string };
};

/** Writes the audit log: nothing else does, so that what it may hold is said in one place. */
export async function recordAudit(db: Pick<Database, 'insert'>, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length > 0) await auditRecorded(db, ...entries);
}

/** Makes the write of entries of the audit log, at least one. */
export function auditRecorded(db: Pick<Database, 'insert'>, ...entries: AuditEntry[]) {
  return db
    .insert(auditLog)
    .values(entries.map(({ values, ...entry }) => ({ ...entry, ...values, details: entry.details ?? {} })));
}

/** Seals old and new values of a person for an entry of the audit log, under the person's own key. */
export async function sealAuditValues(
  db: Reader & Pick<Database, 'insert'>,
  vault: Vault,
  { person, action, happenedAt }: { person: Person; action: AuditAction['action']; happenedAt: Instant },
  value: unknown,
): Promise<{ person: Person; personal: string }> {
  const place = SEALED.auditPersonal([person, action, happenedAt].join('/'));
  return { person, personal: await sealForPerson(db, vault, { person, place, value }, happenedAt) };
}
