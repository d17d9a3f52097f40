import type { DomainErrorCode } from '../../errors.ts';
import type { RegistrationEvent } from '../events.ts';

/** The outcome of one row of a request that succeeds or fails row by row. */
export interface RowAnswer {
  subject: string;
  campus: string;
  code: 'TAKEN' | DomainErrorCode;
}

/**
 * Outcomes of an accepted command:
 * - `OK`: done
 * - `PARTLY_TAKEN`: some rows were taken, some refused; the rows say which
 * - `ORDER_SETTLING`: the gateway is asked first; the outcome shows in the registration
 * - `ORDER_REUSED`: the open order has the same contents and is returned
 * - `DELETED`: the registration is gone
 */
export type AcceptedCode = 'OK' | 'PARTLY_TAKEN' | 'ORDER_SETTLING' | 'ORDER_REUSED' | 'DELETED';

export interface Accepted {
  kind: 'accepted';
  code: AcceptedCode;
  events: RegistrationEvent[];
  rows?: RowAnswer[];
}

export interface Refused {
  kind: 'refused';
  code: DomainErrorCode;
  rows?: RowAnswer[];
}

/** The answer when a late payment needs the facts of that moment: read them and decide again. */
export interface NeedsReinstatementFacts {
  kind: 'needsReinstatementFacts';
  entryIds: string[];
}

export type Decision = Accepted | Refused;

export function accept(events: RegistrationEvent[], code: AcceptedCode = 'OK'): Accepted {
  return { kind: 'accepted', code, events };
}

export function refuse(code: DomainErrorCode): Refused {
  return { kind: 'refused', code };
}
