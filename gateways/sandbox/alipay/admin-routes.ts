import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { indexPage, tradePage } from './admin-pages.ts';
import type { Cashier } from './cashier.ts';
import { refusalPage } from './pay-pages.ts';
import { readMisbehaviour } from './pay-routes.ts';
import type { AlipaySandboxControl } from './sandbox-control.ts';
import { FORGERIES, TradeRefusal } from './trade.ts';
import { behaviourSchema } from './trade-book.ts';

const LISTED = 50;

/** The pages on which one watches the sandbox and makes it misbehave. */
export function addAdminRoutes(app: Hono, cashier: Cashier, control: AlipaySandboxControl): void {
  app.get('/', (c) => {
    const query = (c.req.query('q') ?? '').slice(0, 64);
    return indexPage(c, control.trades(LISTED, query), control.behaviour, query);
  });

  app.post('/behaviour', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const wanted = behaviourSchema.safeParse(Object.fromEntries(form));
    if (wanted.success) await control.behave(wanted.data);
    return c.redirect('/', 303);
  });

  app.post('/deliveries/fast-forward', async (c) => {
    await control.fastForward();
    return c.redirect('/', 303);
  });

  app.get('/trades/:orderNo', (c) => {
    const trade = cashier.find(c.req.param('orderNo'));
    return trade
      ? tradePage(c, trade)
      : refusalPage(c, new TradeRefusal('ACQ.TRADE_NOT_EXIST', '交易不存在 / no such trade'));
  });

  const actions: Record<string, (orderNo: string, form: URLSearchParams) => Promise<unknown>> = {
    pay: (orderNo, form) => control.payOrder(orderNo, readMisbehaviour(form)),
    close: (orderNo) => cashier.close(orderNo),
    finish: (orderNo) => cashier.finish(orderNo),
    refund: (orderNo) =>
      cashier.refund(orderNo, {
        requestNo: randomUUID(),
        amountFen: cashier.find(orderNo)?.amountFen ?? 0,
        reason: '沙箱退款',
      }),
    notice: (orderNo, form) =>
      control.sendNotice(
        orderNo,
        FORGERIES.find((forgery) => forgery === form.get('forgery')),
      ),
  };

  app.post('/trades/:orderNo/:action', async (c) => {
    const { orderNo, action } = c.req.param();
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!act) return c.notFound();
    try {
      await act(orderNo, new URLSearchParams(await c.req.text()));
      return c.redirect(`/trades/${orderNo}`, 303);
    } catch (error) {
      return refusalPage(c, error);
    }
  });
}
