import type { Actor } from '../../domain/actor.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { registrationEvents } from '../schema/index.ts';

/** Makes the write of the events of a decision, in their order, under the version that they made. */
export function eventsRecorded(
  tx: Transaction,
  events: RegistrationEvent[],
  context: { registrationId: string; version: number; actor: Actor; at: Instant },
) {
  const { registrationId, version, actor, at } = context;
  return tx
    .insert(registrationEvents)
    .values(
      events.map((event, position) => ({ registrationId, version, position, event, actor, happenedAt: at })),
    );
}
