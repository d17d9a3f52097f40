import { eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { waitlistEntries } from '../schema/index.ts';

/** Where a place in a queue stands: it waits, is offered a seat, or is over. */
export type PlaceState = 'waiting' | 'offered' | 'ended';

/** Reads where a place in a queue stands. */
export async function readPlaceState(db: Reader, waitlistEntryId: string): Promise<PlaceState> {
  const [place] = await db
    .select({ state: waitlistEntries.state })
    .from(waitlistEntries)
    .where(eq(waitlistEntries.id, waitlistEntryId));
  if (place?.state === 'waiting' || place?.state === 'early') return 'waiting';
  return place?.state === 'offered' ? 'offered' : 'ended';
}
