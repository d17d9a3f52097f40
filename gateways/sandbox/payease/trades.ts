import { z } from 'zod';
import { createStateFile, readStateFile } from '../shared/state-file.ts';

const MAX_TRADES = 20_000;

const tradeSchema = z.object({
  orderId: z.string(),
  amountFen: z.number().int(),
  name: z.string(),
  bankMode: z.string(),
  returnUrl: z.url({ protocol: /^https?$/ }),
  paidAt: z.coerce.date().nullable(),
  refunds: z.array(z.object({ refundNo: z.string(), amountFen: z.number().int(), at: z.coerce.date() })),
});

/** A trade as PayEase keeps it. Money is integer fen. */
export type PayeaseTrade = z.infer<typeof tradeSchema>;

/** The sandbox's trades, kept over restarts when it has a file; the oldest go first. */
export async function openTrades(statePath: string | undefined) {
  const saved = await readStateFile(statePath, z.array(tradeSchema));
  const trades = new Map((saved ?? []).map((trade) => [trade.orderId, trade]));
  const file = createStateFile(statePath, () => [...trades.values()]);
  return {
    find: (orderId: string) => trades.get(orderId),
    all: () => [...trades.values()],
    async add(trade: PayeaseTrade): Promise<PayeaseTrade> {
      const parsed = tradeSchema.parse(trade);
      trades.set(parsed.orderId, parsed);
      for (const orderId of trades.keys()) {
        if (trades.size <= MAX_TRADES) break;
        trades.delete(orderId);
      }
      await file.save();
      return parsed;
    },
    save: () => file.save(),
  };
}

export type PayeaseTrades = Awaited<ReturnType<typeof openTrades>>;
