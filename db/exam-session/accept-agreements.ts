import type { Database } from '../connect.ts';
import { agreementAcceptances } from '../schema/index.ts';

/** Records who accepted which versions and when; accepting again keeps the first time. */
export async function acceptAgreements(
  db: Database,
  acceptance: typeof agreementAcceptances.$inferInsert,
): Promise<void> {
  await db.insert(agreementAcceptances).values(acceptance).onConflictDoNothing();
}
