import { and, eq } from 'drizzle-orm';
import type { RollColumn, RollRow } from '../../domain/roll/roll.ts';
import type { Scope } from '../../domain/scopes.ts';
import { listAuditOf } from '../list-audit.ts';
import { inScope } from '../in-scope.ts';
import { openForPerson } from '../person/person-keys.ts';
import type { Reader } from '../reader.ts';
import { candidates, registrations } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { openRollRow } from './sealed-roll.ts';

const MAX_HISTORY = 20;

/** A roll entry as staff look at it. */
export interface RollPerson {
  candidate: typeof candidates.$inferSelect;
  roll: RollRow;
}

/** Reads one roll entry of a scope, or null. */
export async function readRollPerson(
  db: Reader,
  vault: Vault,
  { id, scope }: { id: string; scope: Scope },
): Promise<(RollPerson & { isBound: boolean }) | null> {
  const [row] = await db
    .select({ candidate: candidates, passportId: registrations.passportId })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .where(and(eq(candidates.id, id), inScope(candidates.schoolCode, scope, candidates.college)));
  if (!row) return null;
  const { candidate, passportId } = row;
  return { candidate, roll: openRollRow(vault, candidate), isBound: passportId !== null };
}

/** What a correction by hand changed, and why. */
export interface CorrectionValues {
  reason: string;
  before: Partial<Record<RollColumn, string>>;
  after: Partial<Record<RollColumn, string>>;
}

/** Lists the corrections of a roll entry, the newest first; their values are null once the person is forgotten. */
export async function listCorrections(db: Reader, vault: Vault, candidateId: string) {
  const rows = await listAuditOf(
    db,
    { target: `candidate/${candidateId}`, action: 'rollCorrected' },
    MAX_HISTORY,
  );
  return Promise.all(
    rows.map(async ({ actor, action, happenedAt, personal }) => {
      const person = `candidate/${candidateId}` as const;
      const place = SEALED.auditPersonal([person, action, happenedAt].join('/'));
      const values =
        personal === null
          ? null
          : await openForPerson<CorrectionValues>(db, vault, { person, place, sealed: personal });
      return { actor, happenedAt, values };
    }),
  );
}
