import postgres from 'postgres';
import type { Servers } from './stack.ts';

/** Has PostgreSQL look at what was filled in, as it does by itself, some minutes later, in a database that lives. */
export async function analyze({ ownerUrl }: Pick<Servers, 'ownerUrl'>): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`analyze`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
