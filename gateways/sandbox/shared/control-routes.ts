import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type NotifiedTrade, noticeBehaviourSchemaOf, TradeRefusal } from './delivery.ts';
import type { SandboxControl } from './sandbox-control.ts';
import { GATEWAY_MODES } from './trade-book.ts';

const MAX_ROUNDS = 10;

const furtherBody = z.object({ payPageUrl: z.url().optional() });
const behaviourBody = z
  .object({ gateway: z.enum(GATEWAY_MODES), notices: z.enum(['send', 'drop']) })
  .partial();
const fastForwardBody = z.object({ rounds: z.number().int().min(1).max(MAX_ROUNDS).default(1) });

/** Adds the functions of the pages in JSON, for tests and drills. */
export function addControlRoutes<Trade extends NotifiedTrade, const Forgery extends string>(
  app: Hono,
  options: {
    control: SandboxControl<Trade, Forgery>;
    forgeries: readonly [Forgery, ...Forgery[]];
    /** Finds the order that a pay page is for. */
    orderOf(payPageUrl: string): string | undefined;
    /** Actions that only this gateway has, by their name in the address. */
    further?: Record<string, (orderNo: string, payPageUrl: string | undefined) => Promise<object>>;
  },
): void {
  const { control, forgeries } = options;
  const payBody = z.object({
    payPageUrl: z.url().optional(),
    notice: noticeBehaviourSchemaOf(forgeries).partial().optional(),
  });
  const noticeBody = z.object({ forgery: z.enum(forgeries).optional() });

  /**
   * Checks that a pay page is for this order; otherwise a slip of the caller would pay another order than the named
   * one.
   */
  function ofOrder(orderNo: string, payPageUrl: string): string {
    if (options.orderOf(payPageUrl) !== orderNo)
      throw new TradeRefusal('ACQ.CONTEXT_INCONSISTENT', 'the pay page is of another order');
    return payPageUrl;
  }

  app.get('/sandbox/trades', (c) =>
    c.json({ trades: control.trades(Number(c.req.query('limit') ?? 50) || 50, c.req.query('q') ?? '') }),
  );
  app.get('/sandbox/orders/:orderNo', (c) => {
    const trade = control.trade(c.req.param('orderNo'));
    return trade ? c.json(trade) : c.json({ code: 'ACQ.TRADE_NOT_EXIST' }, 404);
  });
  app.post('/sandbox/orders/:orderNo/pay', (c) =>
    answer(c, async () => {
      const orderNo = c.req.param('orderNo');
      const { payPageUrl, notice = {} } = payBody.parse(await readJson(c));
      return payPageUrl === undefined
        ? control.payOrder(orderNo, notice)
        : control.pay(ofOrder(orderNo, payPageUrl), notice);
    }),
  );
  app.post('/sandbox/orders/:orderNo/notices', (c) =>
    answer(c, async () => {
      const { forgery } = noticeBody.parse(await readJson(c));
      return control.sendNotice(c.req.param('orderNo'), forgery);
    }),
  );
  for (const [name, act] of Object.entries(options.further ?? {})) {
    app.post(`/sandbox/orders/:orderNo/${name}`, (c) =>
      answer(c, async () => {
        const orderNo = c.req.param('orderNo') ?? '';
        const { payPageUrl } = furtherBody.parse(await readJson(c));
        return act(orderNo, payPageUrl && ofOrder(orderNo, payPageUrl));
      }),
    );
  }
  app.get('/sandbox/behaviour', (c) => c.json(control.behaviour));
  app.patch('/sandbox/behaviour', (c) =>
    answer(c, async () => control.behave(behaviourBody.parse(await readJson(c)))),
  );
  app.post('/sandbox/deliveries/fast-forward', (c) =>
    answer(c, async () => {
      const { rounds } = fastForwardBody.parse(await readJson(c));
      return { attempts: await control.fastForward(rounds) };
    }),
  );
}

async function answer(c: Context, act: () => Promise<object>) {
  try {
    return c.json(await act());
  } catch (error) {
    if (error instanceof TradeRefusal) return c.json({ code: error.subCode, message: error.message }, 409);
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return c.json({ code: 'INVALID_BODY', message: error.message }, 400);
    throw error;
  }
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  return text === '' ? {} : JSON.parse(text);
}
