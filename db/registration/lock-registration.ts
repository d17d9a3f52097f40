import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { registrations } from '../schema/index.ts';
import type { RegistrationRecord } from './read-registration.ts';

/** Reads a record's version and state and locks it until the transaction ends; null when there is none. */
export async function lockRegistration(
  tx: Transaction,
  id: string,
): Promise<Pick<RegistrationRecord, 'version' | 'state'> | null> {
  const [record] = await tx
    .select({ version: registrations.version, state: registrations.state })
    .from(registrations)
    .where(eq(registrations.id, id))
    .for('update');
  return record ?? null;
}
