import type { LockedPassport } from '../../db/passport/lock-numbers.ts';
import type { RollEntry } from '../../db/registration/lock-registration.ts';
import type { SeatMove } from '../../db/seats/move-seats.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Command, Occurrence } from '../../domain/registration/commands.ts';
import type { AcceptedCode, RowAnswer } from '../../domain/registration/decide/decision.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';

/** The candidate's command that a decision answers. */
export interface DecidedCommand {
  commandId: string;
  requestHash: string;
  code: AcceptedCode;
  rows?: RowAnswer[];
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
  at: Instant;
  command: DecidedCommand | undefined;
  /** What it was decided on. */
  cause: Command | Occurrence;
  /** The campus of the registration; unset before the first save. */
  campusCode: string | undefined;
  /** The roll entry that a save takes over, locked. */
  rollEntry: RollEntry | null;
  /** The passport that the decision binds or lets go, locked with those of its number. */
  number: LockedPassport | null;
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
