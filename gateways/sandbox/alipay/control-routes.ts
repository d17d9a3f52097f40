import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { AlipaySandboxControl } from './sandbox-control.ts';
import { RequestRefusal } from './signed-request.ts';
import { FORGERIES, noticeBehaviourSchema, TradeRefusal } from './trade.ts';
import { GATEWAY_MODES } from './trade-book.ts';

const MAX_ROUNDS = 10;

const payBody = z.object({
  payPageUrl: z.url().optional(),
  notice: noticeBehaviourSchema.partial().optional(),
});
const signInBody = z.object({ payPageUrl: z.url() });
const noticeBody = z.object({ forgery: z.enum(FORGERIES).optional() });
const behaviourBody = z
  .object({ gateway: z.enum(GATEWAY_MODES), notices: z.enum(['send', 'drop']) })
  .partial();
const fastForwardBody = z.object({ rounds: z.number().int().min(1).max(MAX_ROUNDS).default(1) });

/** The same as the pages, in JSON, for tests and drills. */
export function addControlRoutes(app: Hono, control: AlipaySandboxControl): void {
  app.get('/sandbox/trades', (c) =>
    c.json({ trades: control.trades(Number(c.req.query('limit') ?? 50) || 50, c.req.query('q') ?? '') }),
  );
  app.get('/sandbox/orders/:orderNo', (c) => {
    const trade = control.trade(c.req.param('orderNo'));
    return trade ? c.json(trade) : c.json({ code: 'ACQ.TRADE_NOT_EXIST' }, 404);
  });
  app.post('/sandbox/orders/:orderNo/sign-in', (c) =>
    answer(c, async () => {
      const { payPageUrl } = signInBody.parse(await readJson(c));
      return control.signIn(ofOrder(c.req.param('orderNo'), payPageUrl));
    }),
  );
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
  app.post('/sandbox/orders/:orderNo/finish', (c) => answer(c, () => control.finish(c.req.param('orderNo'))));
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
    if (error instanceof TradeRefusal || error instanceof RequestRefusal) {
      return c.json({ code: error.subCode, message: error.message }, 409);
    }
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return c.json({ code: 'INVALID_BODY', message: error.message }, 400);
    }
    throw error;
  }
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  return text === '' ? {} : JSON.parse(text);
}

/** A slip of the caller would otherwise pay another order than the one it names. */
function ofOrder(orderNo: string, payPageUrl: string): string {
  const content = JSON.parse(new URL(payPageUrl).searchParams.get('biz_content') ?? '{}') as {
    out_trade_no?: unknown;
  };
  if (content.out_trade_no !== orderNo) {
    throw new TradeRefusal('ACQ.CONTEXT_INCONSISTENT', 'the pay page is of another order');
  }
  return payPageUrl;
}
