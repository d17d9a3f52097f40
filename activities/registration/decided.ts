import type { SeatMove } from '../../db/seats/move-seats.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AcceptedCode, RowAnswer } from '../../domain/registration/decide/decision.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';

/** The candidate's command that a decision answers. */
export interface DecidedCommand {
  commandId: string;
  requestHash: string;
  code: AcceptedCode;
  rows?: RowAnswer[];
  settingsVersion: number;
  rollDigest?: string;
}

/** A decision on its way into the database, as the steps of its transaction share it. */
export interface Decided {
  registrationId: string;
  examSessionId: string;
  /** The state on which it was taken. */
  before: Registration;
  events: RegistrationEvent[];
  /** The moves of seats that the events ask for. */
  moves: SeatMove[];
  actor: Actor;
  at: Date;
  command: DecidedCommand | undefined;
}

/** A decision that has its seats: events and moves are those that found one, and `code` and `rows` say so. */
export interface Seated extends Decided {
  /** The state that becomes the record; `before` itself when nothing happens. */
  after: Registration;
  /** The entries that are not taken, because no seat was left for them or for the written they depend on. */
  dropped: string[];
  code: AcceptedCode;
  rows: RowAnswer[] | undefined;
}
