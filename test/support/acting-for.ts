import { eq } from 'drizzle-orm';
import { shownToken } from '../../db/tokens.ts';
import type { Database } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import { sessions, staffSessions } from '../../db/schema/index.ts';
import { actingFor, candidateActor, staffActor } from '../../domain/actor.ts';

/**
 * Builds the header of a page that shows whoever is signed in by these tokens: pages of the staff area show staff, all
 * others candidates. A made-up token is nobody's.
 */
export async function actingForHolder(
  { db, vault }: { db: Database; vault: Vault },
  path: string,
  { candidate, staff }: { candidate?: string | undefined; staff?: string | undefined },
): Promise<Record<string, string>> {
  const ofStaff = path.startsWith('/api/staff/');
  if (candidate && !ofStaff) {
    const [row] = await db
      .select({ id: sessions.passportId })
      .from(sessions)
      .where(eq(sessions.tokenHash, shownToken(vault, candidate).tokenHash));
    if (row) return actingFor(candidateActor(row.id));
  }
  if (staff && ofStaff) {
    const [row] = await db
      .select({ account: staffSessions.account })
      .from(staffSessions)
      .where(eq(staffSessions.tokenHash, shownToken(vault, staff).tokenHash));
    if (row) return actingFor(staffActor(row.account));
  }
  return {};
}
