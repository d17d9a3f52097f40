import { registrations } from '../db/schema/index.ts';
import { evolve } from '../domain/registration/evolve.ts';
import { EMPTY_REGISTRATION, type Registration, stageOf } from '../domain/registration/state.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { Filled } from './databases.ts';
import type { Person, Place } from './fill.ts';

const INSERTED_AT_ONCE = 500;

/** Makes the state of a registration that its candidate has saved. */
export function savedState({ passportId }: Person, { closesAt }: Place, now: Instant): Registration {
  const moments = { savedAt: now, managementEndsAt: closesAt, closesAt };
  return evolve(EMPTY_REGISTRATION, [{ type: 'saved', passportId, ...moments, keepUntilAt: now + DAY_MS }]);
}

/** Fills in registrations as if each had come over the API. */
export async function fillRegistrations(
  { db }: Pick<Filled, 'db'>,
  { examSessionId, campusCode }: Place,
  filled: readonly { person: Person; state: Registration }[],
  now: Instant,
): Promise<void> {
  for (let from = 0; from < filled.length; from += INSERTED_AT_ONCE) {
    await db.insert(registrations).values(
      filled.slice(from, from + INSERTED_AT_ONCE).map(({ person, state }) => ({
        id: person.candidateId,
        examSessionId,
        provinceCode: campusCode.slice(0, 2),
        schoolCode: campusCode.slice(0, 5),
        campusCode,
        passportId: state.passportId,
        version: state.version,
        stage: stageOf(state),
        state,
        changedAt: now,
      })),
    );
  }
}
