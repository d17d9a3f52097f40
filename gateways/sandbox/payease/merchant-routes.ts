import type { Context, Hono } from 'hono';
import type { Clock } from '../../../config/clock.ts';
import { formatBeijingTime } from '../../alipay/beijing-time.ts';
import { fenFromYuan, yuanFromFen } from '../../alipay/yuan.ts';
import { digest, isDigest } from '../../payease/digest.ts';
import type { PayeaseTrade, PayeaseTrades } from './trades.ts';

interface Merchant {
  merchantId: string;
  key: string;
  clock: Clock;
  trades: PayeaseTrades;
  isOut(): boolean;
}

/** What the merchant's server asks: one order, a refund, a day's bookings. */
export function addMerchantRoutes(app: Hono, merchant: Merchant): void {
  const { key, merchantId, clock, trades } = merchant;

  async function signedForm(c: Context): Promise<Record<string, string> | null> {
    const form = new URLSearchParams(await c.req.text());
    const { v_mac: mac, ...values } = Object.fromEntries(form);
    return values['v_mid'] === merchantId && isDigest(mac, key, ...Object.values(values)) ? values : null;
  }

  function answer(c: Context, status: '0' | '1' | '2', orders: Record<string, string>[] = []) {
    const head = `<messagehead><status>${status}</status></messagehead>`;
    const body = `<messagebody>${orders.map(orderXml).join('')}</messagebody>`;
    const mac = digest(key, head, body);
    return c.body(`<ordermessage>${head}${body}<v_mac>${mac}</v_mac></ordermessage>`, 200, {
      'content-type': 'text/xml; charset=utf-8',
    });
  }

  app.use('/merchant/*', (c, next) => (merchant.isOut() ? Promise.resolve(c.text('busy', 503)) : next()));

  app.post('/merchant/order_query', async (c) => {
    const form = await signedForm(c);
    if (!form) return answer(c, '2');
    const trade = trades.find(form['v_oid'] ?? '');
    return trade ? answer(c, '0', [orderOf(trade)]) : answer(c, '1');
  });

  app.post('/merchant/order_refund', async (c) => {
    const form = await signedForm(c);
    const trade = trades.find(form?.['v_oid'] ?? '');
    const refundNo = form?.['v_refundno'] ?? '';
    const amountFen = fenFromYuan(form?.['v_amount'] ?? '');
    if (!trade?.paidAt || refundNo === '' || amountFen === null) return answer(c, '2');
    if (trade.refunds.some((refund) => refund.refundNo === refundNo)) return answer(c, '0');
    const refundedFen = trade.refunds.reduce((sum, refund) => sum + refund.amountFen, 0);
    if (refundedFen + amountFen > trade.amountFen) return answer(c, '2');
    trade.refunds.push({ refundNo, amountFen, at: clock.now() });
    await trades.save();
    return answer(c, '0');
  });

  app.post('/merchant/order_day', async (c) => {
    const form = await signedForm(c);
    if (!form) return answer(c, '2');
    const booked = trades
      .all()
      .flatMap(bookingsOf)
      .filter((line) => line.v_time.slice(0, 10).replaceAll('-', '') === form['v_ymd']);
    return answer(c, '0', booked);
  });
}

function orderOf(trade: PayeaseTrade) {
  return {
    v_oid: trade.orderId,
    v_pstatus: trade.paidAt ? '1' : '0',
    v_amount: yuanFromFen(trade.amountFen),
    v_time: trade.paidAt ? formatBeijingTime(trade.paidAt) : '',
  };
}

function bookingsOf(trade: PayeaseTrade) {
  const line = (kind: 'payment' | 'refund', amountFen: number, at: Date) => ({
    v_oid: trade.orderId,
    v_kind: kind,
    v_amount: yuanFromFen(amountFen),
    v_time: formatBeijingTime(at),
  });
  return [
    ...(trade.paidAt ? [line('payment', trade.amountFen, trade.paidAt)] : []),
    ...trade.refunds.map(({ amountFen, at }) => line('refund', amountFen, at)),
  ];
}

function orderXml(order: Record<string, string>): string {
  return `<order>${Object.entries(order)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</order>`;
}
