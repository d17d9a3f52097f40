import { and, eq } from 'drizzle-orm';
import type { CorrectionValues } from '../../domain/registration/correction-values.ts';
import type { Reader } from '../reader.ts';
import { corrections } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

export function openCorrection(
  vault: Vault,
  { id, sealedValues }: { id: string; sealedValues: string },
): CorrectionValues {
  return vault.open(SEALED.correction(id), sealedValues);
}

/** Reads what the approved corrections of a registration were and are, by their ids. */
export async function readCorrectionValues(
  db: Reader,
  vault: Vault,
  registrationId: string,
): Promise<Map<string, CorrectionValues>> {
  const rows = await db
    .select({ id: corrections.id, sealedValues: corrections.sealedValues })
    .from(corrections)
    .where(and(eq(corrections.registrationId, registrationId), eq(corrections.state, 'approved')));
  return new Map(rows.map((row) => [row.id, openCorrection(vault, row)]));
}
