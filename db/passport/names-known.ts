import { eq } from 'drizzle-orm';
import { comparableName } from '../../domain/person/names.ts';
import type { Reader } from '../reader.ts';
import { openRollRow } from '../roll/sealed-roll.ts';
import { candidates, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { openPassport } from './sealed-passport.ts';

interface Sealed {
  id: string;
  personal: string;
}

/**
 * Tells whether a passport's owner has this name: the passport's, or that of a roll entry that it is bound to, as a
 * correction of the roll leaves the passport as it was.
 */
export function isCalled(vault: Vault, passport: Sealed, rolls: Sealed[], name: string): boolean {
  const names = [openPassport(vault, passport).name, ...rolls.map((roll) => openRollRow(vault, roll).name)];
  return names.map(comparableName).includes(comparableName(name));
}

/** Reads the roll entries that a passport is bound to, of every exam session. */
export async function readBoundRolls(db: Reader, passportId: string): Promise<Sealed[]> {
  return db
    .select({ id: candidates.id, personal: candidates.personal })
    .from(registrations)
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .where(eq(registrations.passportId, passportId));
}
