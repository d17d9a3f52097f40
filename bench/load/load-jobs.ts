import type { ApplyInput } from '../../activities/registration/apply-decision.ts';
import type { HoldBareInput } from '../bare/hold-bare.ts';
import type { Person, Place } from '../fill.ts';
import type { Addresses } from '../platform.ts';
import type { Request } from './http-client.ts';
import type { Latencies } from './latencies.ts';

/** What clients did until they were told that it is enough. */
export interface Done {
  count: number;
  /** How often something was refused, by its code. */
  refused: Record<string, number>;
  latencies: Record<string, Latencies>;
}

/** What clients got who asked for as much as they could. */
export interface ReadsDone {
  perSecond: number;
  /** Bytes of one answer's body. */
  bytes: number;
  /** Answers by their status. */
  statuses: Record<string, number>;
  latencies: Latencies;
}

/** What people got who signed in as fast as they were let in. */
export interface SignInsDone {
  perSecond: number;
  /** How often a sign-in was refused, by code. */
  refused: Record<string, number>;
  /** How long the reads beside them took, from the moment at which each was due. */
  reads: Latencies;
}

/** Seats that were taken one after the other by several clients at once. */
export interface SeatsDone {
  perSecond: number;
}

/** The loads that the load process makes, with so many clients at once, each of which waits for its answers. */
export type LoadJobs = {
  /** Candidates go from saving to the payment at the gateway, until it is enough or there is nobody left. */
  fullPath: {
    input: { clients: number; addresses: Addresses; place: Place; people: Person[] };
    output: Done;
  };
  /** Bare registrations of the same shape, until it is enough. */
  sameShape: {
    input: { clients: number; temporalAddress: string; namespace: string };
    output: Done;
  };
  /** Orders of pretix, created and marked paid, until it is enough. */
  pretixOrders: {
    input: { clients: number; ordersUrl: string; token: string; item: number };
    output: Done;
  };
  /** Asks for the same things in turn; the first seconds do not count. */
  reads: {
    input: { clients: number; requests: Request[]; warmMs: number; ms: number };
    output: ReadsDone;
  };
  /** Signs people in, beside reads at a steady pace; the first seconds do not count. */
  signIns: {
    input: {
      clients: number;
      publicUrl: string;
      captchaKey: string;
      accounts: string[];
      password: string;
      reads: Request[];
      readsPerSecond: number;
      warmMs: number;
      ms: number;
    };
    output: SignInsDone;
  };
  /** Carries decisions out that each take a seat, until the time is over or none is left. */
  holdSeats: {
    input: {
      clients: number;
      databaseUrl: string;
      keys: { dataKey: string; indexKey: string };
      decisions: ApplyInput[];
      ms: number;
    };
    output: SeatsDone;
  };
  /** Writes the rows of such a decision over and over, until the time is over. */
  holdSeatsBare: { input: HoldBareInput & { clients: number; ms: number }; output: SeatsDone };
};
