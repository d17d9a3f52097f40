import { z } from 'zod';
import type { Instant } from '../../../domain/time.ts';
import { savedInstant } from './state-file.ts';

/** A notice and the attempts to deliver it. */
export interface Delivery {
  id: string;
  /** The kind of event that it announces. */
  event: string;
  fields: Record<string, string>;
  forgery: string | null;
  dueAt: Instant;
  /**
   * State of the delivery. `waiting`: more attempts are due. `accepted`: answered with the gateway's word. `gave-up`:
   * the schedule is over. `lost`: never sent. `sent`: a forgery, which is tried once.
   */
  state: 'waiting' | 'accepted' | 'gave-up' | 'lost' | 'sent';
  attempts: { at: Instant; answer: string }[];
}

/** The part of a trade that its notices depend on. */
export interface NotifiedTrade {
  orderNo: string;
  tradeNo: string;
  notifyUrl: string | null;
  deliveries: Delivery[];
}

const attemptSchema = z.object({ at: savedInstant, answer: z.string() });

/** Builds the schema of a gateway's saved deliveries, from its events and the ways of forging its notices. */
export function deliverySchemaOf<
  const Events extends readonly [string, ...string[]],
  const Forgeries extends readonly [string, ...string[]],
>(events: Events, forgeries: Forgeries) {
  return z.object({
    id: z.string(),
    event: z.enum(events),
    fields: z.record(z.string(), z.string()),
    forgery: z.enum(forgeries).nullable(),
    dueAt: savedInstant,
    state: z.enum(['waiting', 'accepted', 'gave-up', 'lost', 'sent']),
    attempts: z.array(attemptSchema),
  });
}

/**
 * Builds the schema of what shall go wrong with the notices of one payment. Delays are seconds of the sandbox's clock.
 */
export function noticeBehaviourSchemaOf<const Forgeries extends readonly [string, ...string[]]>(
  forgeries: Forgeries,
) {
  return z.object({
    delaySeconds: z.number().int().min(0).max(172_800).default(0),
    copies: z.number().int().min(1).max(5).default(1),
    lost: z.boolean().default(false),
    forgeries: z.array(z.enum(forgeries)).max(10).default([]),
  });
}

/** The refusal of a trade, with the gateway's code for it. */
export class TradeRefusal extends Error {
  readonly subCode: string;
  constructor(subCode: string, message: string) {
    super(message);
    this.name = 'TradeRefusal';
    this.subCode = subCode;
  }
}
