import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { TradeRefusal } from '../shared/delivery.ts';
import { indexPage, readMisbehaviour } from '../shared/trades-pages.ts';
import { addTradesRoutes } from '../shared/trades-routes.ts';
import { tradePage } from './admin-pages.ts';
import type { Cashier } from './cashier.ts';
import { HOUSE, refusalPage, statusWords } from './pay-pages.ts';
import type { AlipaySandboxControl } from './sandbox-control.ts';
import { FORGERIES } from './trade.ts';

/** Adds the pages for watching the sandbox and making it misbehave. */
export function addAdminRoutes(app: Hono, cashier: Cashier, control: AlipaySandboxControl): void {
  addTradesRoutes(app, {
    control,
    base: HOUSE.base,
    index: (c, trades, query) =>
      indexPage(c, HOUSE, { trades, query, statusWords, behaviour: control.behaviour }),
    trade: (c, trade) =>
      trade
        ? tradePage(c, trade)
        : refusalPage(c, new TradeRefusal('ACQ.TRADE_NOT_EXIST', '交易不存在 / no such trade')),
    refused: refusalPage,
    actions: {
      pay: (orderNo, form) => control.payOrder(orderNo, readMisbehaviour(form, FORGERIES)),
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
    },
  });
}
