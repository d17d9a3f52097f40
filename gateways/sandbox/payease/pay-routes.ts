import type { Context, Hono } from 'hono';
import { readForm } from '../../payease/form.ts';
import { readMisbehaviour } from '../shared/trades-pages.ts';
import type { Cashier } from './cashier.ts';
import type { Pages } from './pages.ts';
import { FORGERIES, type Trade } from './trade.ts';

/** Adds the pages that a payer goes through after the signed form. */
export function addPayRoutes(
  app: Hono,
  options: { cashier: Cashier; pages: Pages; base: string; returnAddress(trade: Trade): string },
): void {
  const { cashier, pages, base, returnAddress } = options;
  const atBank = (trade: Trade) => `${base}/cashier/${trade.orderNo}`;

  async function guarded(c: Context, act: () => Promise<Response>): Promise<Response> {
    try {
      return await act();
    } catch (error) {
      return pages.refusal(c, error);
    }
  }

  /** Opens a trade; merchants post the form, or send the browser to an address with the same fields. */
  async function opened(c: Context): Promise<Trade> {
    const text = c.req.method === 'POST' ? await c.req.text() : new URL(c.req.url).search.slice(1);
    return cashier.open(readForm(text));
  }

  app.on(['GET', 'POST'], '/prs/user_payment.checkit', (c) =>
    guarded(c, async () => pages.banks(c, await opened(c))),
  );
  app.on(['GET', 'POST'], '/customer/gb/pay_bank.jsp', (c) =>
    guarded(c, async () => c.redirect(atBank(await opened(c)), 303)),
  );
  app.get('/cashier/:orderNo', (c) =>
    guarded(c, async () => pages.bank(c, cashier.existing(c.req.param('orderNo')))),
  );
  app.post('/cashier/:orderNo/bank', (c) =>
    guarded(c, async () => {
      const form = new URLSearchParams(await c.req.text());
      return c.redirect(
        atBank(await cashier.chooseBank(c.req.param('orderNo'), form.get('v_pmode') ?? '')),
        303,
      );
    }),
  );
  app.post('/cashier/:orderNo/pay', (c) =>
    guarded(c, async () => {
      const orderNo = c.req.param('orderNo');
      const form = new URLSearchParams(await c.req.text());
      const dueFen = cashier.find(orderNo)?.amountFen ?? 0;
      const trade = await cashier.pay(orderNo, {
        ...readMisbehaviour(form, FORGERIES),
        ...(form.has('wrongAmount') ? { amountFen: dueFen - 1 } : {}),
      });
      return c.redirect(returnAddress(trade), 303);
    }),
  );
  app.post('/cashier/:orderNo/refuse', (c) =>
    guarded(c, async () => c.redirect(returnAddress(await cashier.refuse(c.req.param('orderNo'))), 303)),
  );
  app.post('/cashier/:orderNo/cancel', (c) =>
    guarded(c, async () => c.redirect(cashier.existing(c.req.param('orderNo')).returnUrl, 303)),
  );
}
