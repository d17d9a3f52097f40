import type { SeatMove } from '../../db/seats/move-seats.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';

/** Lists the seat moves of a decision's events; `before` is the state they were decided on. */
export function seatMovesOf(before: Registration, events: RegistrationEvent[]): SeatMove[] {
  const offeringOf = (entryId: string): number => {
    const entry = before.entries.find((candidate) => candidate.id === entryId);
    if (!entry) throw new Error(`an event names entry ${entryId}, which its registration does not have`);
    return entry.offeringId;
  };
  return events.flatMap((event): SeatMove[] => {
    switch (event.type) {
      case 'entryTaken':
        return [{ offeringId: event.entry.offeringId, entryId: event.entry.id, from: 'free', to: 'held' }];
      case 'waitlistPromoted':
        return [{ offeringId: event.entry.offeringId, entryId: event.entry.id, from: 'offered', to: 'held' }];
      case 'entryReinstated':
        return [{ offeringId: offeringOf(event.entryId), entryId: event.entryId, from: 'free', to: 'held' }];
      case 'entryReleased':
        return [{ offeringId: offeringOf(event.entryId), entryId: event.entryId, from: 'held', to: 'free' }];
      case 'orderPaid':
        return event.entryIds.map((entryId) => ({
          offeringId: offeringOf(entryId),
          entryId,
          from: 'held',
          to: 'paid',
        }));
      default:
        return [];
    }
  });
}
