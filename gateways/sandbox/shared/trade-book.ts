import { z } from 'zod';
import type { NotifiedTrade } from './delivery.ts';
import { createStateFile, readStateFile } from './state-file.ts';

/** Modes of the gateway's own interface: working, or broken in one of the ways that networks and servers break. */
export const GATEWAY_MODES = ['up', 'error', 'busy', 'silent', 'unsigned'] as const;

export const behaviourSchema = z.object({
  gateway: z.enum(GATEWAY_MODES).default('up'),
  notices: z.enum(['send', 'drop']).default('send'),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** All trades of the sandbox and its settings; bounded, the oldest settled trades go first. */
export interface TradeBook<Trade extends NotifiedTrade> {
  behaviour: Behaviour;
  byOrderNo(orderNo: string): Trade | undefined;
  byTradeNo(tradeNo: string): Trade | undefined;
  add(trade: Trade): void;
  /** Lists trades, newest first. */
  recent(limit: number, matching?: string): Trade[];
  all(): Iterable<Trade>;
  /** Resolves once everything done so far survives a crash. */
  save(): Promise<void>;
}

export async function openTradeBook<Trade extends NotifiedTrade>(options: {
  statePath: string | undefined;
  maxTrades: number;
  schema: z.ZodType<Trade>;
  /** Tells whether it may still be paid. */
  isOpen(trade: Trade): boolean;
}): Promise<TradeBook<Trade>> {
  const { statePath, maxTrades } = options;
  const saved = await readStateFile(
    statePath,
    z.object({ behaviour: behaviourSchema, trades: z.array(options.schema) }),
  );
  const byOrderNo = new Map<string, Trade>();
  const byTradeNo = new Map<string, Trade>();

  function add(trade: Trade): void {
    byOrderNo.set(trade.orderNo, trade);
    byTradeNo.set(trade.tradeNo, trade);
    if (byOrderNo.size > maxTrades) {
      const oldest = firstSettled(byOrderNo.values(), options.isOpen);
      byOrderNo.delete(oldest.orderNo);
      byTradeNo.delete(oldest.tradeNo);
    }
  }
  for (const trade of saved?.trades ?? []) add(trade);

  const book: TradeBook<Trade> = {
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

function firstSettled<Trade extends NotifiedTrade>(
  trades: Iterable<Trade>,
  isOpen: (trade: Trade) => boolean,
): Trade {
  let oldest: Trade | undefined;
  for (const trade of trades) {
    oldest ??= trade;
    const settled = trade.deliveries.every((delivery) => delivery.state !== 'waiting');
    if (settled && !isOpen(trade)) return trade;
  }
  if (!oldest) throw new Error('no trade to remove');
  return oldest;
}
