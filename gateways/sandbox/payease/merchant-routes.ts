import type { Context, Hono } from 'hono';
import { beijingDay, formatBeijingTime } from '../../../domain/beijing-time.ts';
import { fenFromYuan, yuanFromFen } from '../../yuan.ts';
import { PAYEASE_PAGES } from '../../payease/payease-client.ts';
import type { Instant } from '../../../domain/time.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import { silence } from '../shared/silence.ts';
import type { TradeBook } from '../shared/trade-book.ts';
import type { Cashier } from './cashier.ts';
import type { PayeaseSignature } from './signature.ts';
import type { Trade } from './trade.ts';

type Fields = Record<string, string>;

const PSTATUS: Record<Trade['status'], string> = { paid: '1', unpaid: '2', refused: '3' };
const DONE = { status: '0', statusdesc: 'Success' };
const FINGERPRINT_INVALID = { status: '2', statusdesc: '(2)Fingerprint invalid' };

/** Adds the requests that a merchant's server makes: an order, a refund, a day's bookings. */
export function addMerchantRoutes(
  app: Hono,
  options: {
    book: TradeBook<Trade>;
    cashier: Cashier;
    signature: PayeaseSignature;
    merchantId: string;
    refundOperator: string;
  },
): void {
  const { book, cashier, signature, merchantId } = options;

  app.use('/merchant/*', async (c, next) => {
    const mode = book.behaviour.gateway;
    if (mode === 'error') return c.text('Bad Gateway', 502);
    if (mode === 'busy') return xml(c, 'ordermessage', head({ status: '9', statusdesc: '(9)System error' }));
    if (mode === 'silent') {
      await silence(c.req.raw.signal);
      return c.text('Gateway Timeout', 504);
    }
    return next();
  });

  /** Reads the form if its digest covers these values in this order, null otherwise. */
  async function signedForm(c: Context, names: string[]): Promise<Fields | null> {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const genuine = form['v_mac'] === signature.digest(...names.map((name) => form[name] ?? ''));
    return genuine && form['v_mid'] === merchantId ? form : null;
  }

  app.post(PAYEASE_PAGES.order, async (c) => {
    const form = await signedForm(c, ['v_mid', 'v_oid']);
    if (!form) return xml(c, 'ordermessage', head(FINGERPRINT_INVALID));
    const oid = form['v_oid'] ?? '';
    const trade = cashier.find(oid);
    if (!trade) return xml(c, 'ordermessage', head({ ...noSuchOrder(), mid: merchantId, oid }));
    return xml(c, 'ordermessage', head({ ...DONE, mid: merchantId, oid }), body('order', [orderOf(trade)]));
  });

  app.post(PAYEASE_PAGES.ordersOfDay, async (c) => {
    const form = await signedForm(c, ['v_mid', 'v_ymd']);
    if (!form) return xml(c, 'ordermessage', head(FINGERPRINT_INVALID));
    const orders = [...book.all()].filter((trade) => trade.paidAt && dayOf(trade.paidAt) === form['v_ymd']);
    return xml(c, 'ordermessage', head(DONE), body('order', orders.map(orderOf)));
  });

  app.post(PAYEASE_PAGES.refund, async (c) => {
    const form = await signedForm(c, ['v_mid', 'v_oid', 'v_refamount', 'v_refoprt']);
    const amountFen = fenFromYuan(form?.['v_refamount'] ?? '');
    if (!form || !amountFen) return xml(c, 'refmessage', fieldsXml(FINGERPRINT_INVALID));
    if (form['v_refoprt'] !== options.refundOperator)
      return xml(c, 'refmessage', fieldsXml({ status: '5', statusdesc: '(5)Invalid operator' }));
    try {
      const { v_oid: oid = '', v_refreason: reason = '' } = form;
      const { id } = await cashier.refund(oid, { reason, amountFen });
      return xml(c, 'refmessage', fieldsXml({ ...DONE, mid: merchantId, oid, refid: id }));
    } catch (error) {
      if (!(error instanceof TradeRefusal)) throw error;
      return xml(c, 'refmessage', fieldsXml({ status: '1', statusdesc: `(1)${error.subCode}` }));
    }
  });

  app.post(PAYEASE_PAGES.refundsOfOrder, async (c) => {
    const form = await signedForm(c, ['v_mid', 'v_oid']);
    if (!form) return xml(c, 'refmessage', head(FINGERPRINT_INVALID));
    const trade = cashier.find(form['v_oid'] ?? '');
    if (!trade) return xml(c, 'refmessage', head(noSuchOrder()));
    return xml(c, 'refmessage', head(DONE), body('refund', refundsOf(trade)));
  });

  app.post(PAYEASE_PAGES.refundsOfDay, async (c) => {
    const form = await signedForm(c, ['v_mid', 'v_ymd']);
    if (!form) return xml(c, 'refmessage', head(FINGERPRINT_INVALID));
    const refunds = [...book.all()].flatMap((trade) =>
      refundsOf(trade, (refund) => dayOf(refund.at) === form['v_ymd']),
    );
    return xml(c, 'refmessage', head(DONE), body('refund', refunds));
  });

  function orderOf(trade: Trade): Fields {
    const told = {
      oid: trade.orderNo,
      pstatus: PSTATUS[trade.status],
      amount: yuanFromFen(trade.paidFen ?? trade.amountFen),
      moneytype: '0',
    };
    const sign = signature.sign(...Object.values(told), book.behaviour.gateway === 'unsigned' ? ' ' : '');
    return { ...told, pmode: trade.bankMode, pstring: '', isvirement: '0', sign };
  }
}

function refundsOf(
  trade: Trade,
  wanted: (refund: Trade['refunds'][number]) => boolean = () => true,
): Fields[] {
  return trade.refunds.filter(wanted).map(({ id, reason, amountFen, at }) => ({
    oid: trade.orderNo,
    refid: id,
    refamount: yuanFromFen(amountFen),
    refmoneytype: '0',
    refdate: formatBeijingTime(at),
    refreason: reason,
  }));
}

const noSuchOrder = () => ({ status: '1', statusdesc: '(1)Invalid order number' });
const dayOf = (at: Instant) => beijingDay(at).replaceAll('-', '');
const head = (fields: Fields) => `<messagehead>${fieldsXml(fields)}</messagehead>`;

function body(name: string, items: Fields[]): string {
  const each = items.map((item, index) => {
    const numbered = { [`${name}index`]: String(index + 1), ...item };
    return `<${name}>${fieldsXml(numbered)}</${name}>`;
  });
  return `<messagebody>${each.join('')}</messagebody>`;
}

function fieldsXml(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
}

function xml(c: Context, root: string, ...parts: string[]) {
  return c.body(`<?xml version="1.0" encoding="GB2312"?>\n<${root}>${parts.join('')}</${root}>`, 200, {
    'content-type': 'text/xml; charset=GB2312',
  });
}
