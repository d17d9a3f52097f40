import type { Actor } from '../../domain/actor.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Transaction } from '../connect.ts';
import { registrationEvents } from '../schema/index.ts';

/** Records the events of a decision, in their order, under the version that they made. */
export async function recordEvents(
  tx: Transaction,
  events: RegistrationEvent[],
  context: { registrationId: string; version: number; actor: Actor; at: Date },
): Promise<void> {
  const { registrationId, version, actor, at } = context;
  await tx
    .insert(registrationEvents)
    .values(
      events.map((event, position) => ({ registrationId, version, position, event, actor, happenedAt: at })),
    );
}
