import type { NotifiedTrade } from './delivery.ts';
import { type Behaviour, behaviourSchema, type TradeBook } from './trade-book.ts';

const MAX_LISTED = 200;

/** Faults wished for in the notices of a payment; the defaults fill in the rest. */
export interface NoticeWishes<Forgery extends string> {
  delaySeconds?: number | undefined;
  copies?: number | undefined;
  lost?: boolean | undefined;
  forgeries?: Forgery[] | undefined;
}

/** The actions of a person, or of a test in a person's place, at any sandbox. Refusals are `TradeRefusal`. */
export interface SandboxControl<Trade extends NotifiedTrade, Forgery extends string> {
  /** Opens the pay page and pays. `returnUrl` is the address that the browser would go to. */
  pay(
    payPageUrl: string,
    notice?: NoticeWishes<Forgery>,
  ): Promise<{ trade: Trade; returnUrl: string | null }>;
  /** Pays a trade that already exists. */
  payOrder(
    orderNo: string,
    notice?: NoticeWishes<Forgery>,
  ): Promise<{ trade: Trade; returnUrl: string | null }>;
  trade(orderNo: string): Trade | undefined;
  /** Lists trades, newest first, at most 200; `matching` is part of an order or trade number. */
  trades(limit?: number, matching?: string): Trade[];
  readonly behaviour: Behaviour;
  /** Breaks or mends the gateway's own interface, or all notices. */
  behave(change: Partial<Behaviour>): Promise<Behaviour>;
  sendNotice(orderNo: string, forgery?: Forgery): Promise<Trade>;
  /** Makes the next attempt of every waiting notice now, `rounds` times. Resolves with the number of attempts. */
  fastForward(rounds?: number): Promise<number>;
}

export function tradesOf<Trade extends NotifiedTrade>(book: TradeBook<Trade>) {
  return (limit = 50, matching = ''): Trade[] => book.recent(Math.min(limit, MAX_LISTED), matching);
}

export async function behave<Trade extends NotifiedTrade>(
  book: TradeBook<Trade>,
  change: Partial<Behaviour>,
): Promise<Behaviour> {
  book.behaviour = behaviourSchema.parse({ ...book.behaviour, ...change });
  await book.save();
  return book.behaviour;
}
