import type { Hono } from 'hono';
import type { Cashier } from './cashier.ts';
import { leftPage, payPage, refusalPage } from './pay-pages.ts';
import type { AlipaySandboxControl } from './sandbox-control.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import { readMisbehaviour } from '../shared/trades-pages.ts';
import { FORGERIES } from './trade.ts';

/** Adds the pages that a payer goes through after the signed address. */
export function addPayRoutes(app: Hono, cashier: Cashier, control: AlipaySandboxControl): void {
  app.post('/cashier/sign-in', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    try {
      const request = control.readPage(Object.fromEntries(new URLSearchParams(form.get('request') ?? '')));
      const trade = await cashier.signIn(request);
      return c.redirect(`/cashier/${trade.orderNo}`, 303);
    } catch (error) {
      return refusalPage(c, error);
    }
  });

  app.get('/cashier/:orderNo', (c) => {
    const trade = cashier.find(c.req.param('orderNo'));
    return trade ? payPage(c, trade) : refusalPage(c, noTrade());
  });

  app.post('/cashier/:orderNo/pay', async (c) => {
    const orderNo = c.req.param('orderNo');
    try {
      const { returnUrl } = await control.payOrder(
        orderNo,
        readMisbehaviour(new URLSearchParams(await c.req.text()), FORGERIES),
      );
      return c.redirect(returnUrl ?? `/cashier/${orderNo}`, 303);
    } catch (error) {
      return refusalPage(c, error);
    }
  });

  app.post('/cashier/:orderNo/cancel', (c) => {
    const trade = cashier.find(c.req.param('orderNo'));
    return trade ? leftPage(c, trade) : refusalPage(c, noTrade());
  });
}

function noTrade(): TradeRefusal {
  return new TradeRefusal('ACQ.TRADE_NOT_EXIST', '交易不存在 / no such trade');
}
