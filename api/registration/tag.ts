import type { ShownRegistration } from '../../db/registration/read-shown.ts';
import { seasonVersion, type Season } from '../../domain/exam-session/season.ts';
import { unpayableReason } from '../../domain/registration/decide/orders.ts';
import { campusesOf } from '../../domain/registration/registration-ends.ts';
import { heldEntries } from '../../domain/registration/state.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import { tagOf } from '../http/held.ts';

/**
 * Computes an ETag for 报名信息. It changes as soon as the record, the settings around it, a position in a queue or what
 * can be paid does, and every minute, for other facts that change with time alone.
 */
export function registrationTag(
  season: Season,
  { record, orders, positions, acceptances, extraWindow }: ShownRegistration,
  now: Instant,
): string {
  const { id, version, state, campusCode } = record;
  const settingsVersion = seasonVersion(season, campusesOf(state, campusCode));
  const minute = Math.floor(now / MINUTE_MS);
  const asked = orders.map(({ askedAt }) => askedAt);
  const unpayable = heldEntries(state).map((entry) => unpayableReason(state, entry, now));
  const told = [positions, acceptances.length, asked, unpayable, extraWindow];
  return tagOf([id, version, settingsVersion, minute, ...told]);
}
