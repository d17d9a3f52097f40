import { z } from 'zod';
import { createStateFile, readStateFile } from '../shared/state-file.ts';
import { type Trade, tradeSchema } from './trade.ts';

/** How the gateway's own interface behaves: as it should, or broken in one of the ways networks and servers break. */
export const GATEWAY_MODES = ['up', 'error', 'busy', 'silent', 'unsigned'] as const;

export const behaviourSchema = z.object({
  gateway: z.enum(GATEWAY_MODES).default('up'),
  notices: z.enum(['send', 'drop']).default('send'),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

const stateSchema = z.object({ behaviour: behaviourSchema, trades: z.array(tradeSchema) });

/** All trades of the sandbox and its settings; bounded, the oldest settled trades go first. */
export interface TradeBook {
  behaviour: Behaviour;
  byOrderNo(orderNo: string): Trade | undefined;
  byTradeNo(tradeNo: string): Trade | undefined;
  add(trade: Trade): void;
  /** Newest first. */
  recent(limit: number, matching?: string): Trade[];
  all(): Iterable<Trade>;
  /** Resolves once everything done so far survives a crash. */
  save(): Promise<void>;
}

export async function openTradeBook(statePath: string | undefined, maxTrades: number): Promise<TradeBook> {
  const saved = await readStateFile(statePath, stateSchema);
  const byOrderNo = new Map<string, Trade>();
  const byTradeNo = new Map<string, Trade>();

  function add(trade: Trade): void {
    byOrderNo.set(trade.orderNo, trade);
    byTradeNo.set(trade.tradeNo, trade);
    if (byOrderNo.size > maxTrades) {
      const oldest = firstSettled(byOrderNo.values());
      byOrderNo.delete(oldest.orderNo);
      byTradeNo.delete(oldest.tradeNo);
    }
  }
  for (const trade of saved?.trades ?? []) add(trade);

  const book: TradeBook = {
    behaviour: saved?.behaviour ?? behaviourSchema.parse({}),
    byOrderNo: (orderNo) => byOrderNo.get(orderNo),
    byTradeNo: (tradeNo) => byTradeNo.get(tradeNo),
    add,
    recent: (limit, matching = '') =>
      [...byOrderNo.values()]
        .filter((trade) => trade.orderNo.includes(matching) || trade.tradeNo.includes(matching))
        .slice(-limit)
        .toReversed(),
    all: () => byOrderNo.values(),
    save: () => file.save(),
  };
  const file = createStateFile(statePath, () => ({
    behaviour: book.behaviour,
    trades: [...byOrderNo.values()],
  }));
  return book;
}

function firstSettled(trades: Iterable<Trade>): Trade {
  let oldest: Trade | undefined;
  for (const trade of trades) {
    oldest ??= trade;
    const settled =
      trade.status !== 'WAIT_BUYER_PAY' && trade.deliveries.every((delivery) => delivery.state !== 'waiting');
    if (settled) return trade;
  }
  if (!oldest) throw new Error('no trade to remove');
  return oldest;
}
