import { beijingDay, parseBeijingTime } from '../alipay/beijing-time.ts';
import { fenFromYuan, yuanFromFen } from '../alipay/yuan.ts';
import {
  type BillLine,
  GatewayRefusedError,
  GatewayUnreachableError,
  type PaymentGateway,
  type TradeState,
} from '../payment-gateway.ts';
import { BANK_MODES } from './banks.ts';
import { digest } from './digest.ts';
import { orderNoFrom, payeaseOrderId } from './order-id.ts';
import { askPayease, type PayeaseFields } from './payease-client.ts';
import type { PayeaseSettings } from './payease-settings.ts';
import { verifyNotice } from './verify-notice.ts';

const DONE = '0';
const PAID = '1';
const NO_SUCH_ORDER = '1';
const RENMINBI = '0';

/** PayEase's classic form protocol as a payment gateway. It knows no expiry and no closing: a trade may be paid late. */
export function createPayeaseGateway(settings: PayeaseSettings): PaymentGateway {
  const { gatewayUrl, merchantId, key } = settings;

  async function queryTrade(orderNo: string): Promise<TradeState> {
    const tradeNo = payeaseOrderId(orderNo, merchantId);
    const answer = await askPayease(settings, 'order_query', { v_oid: tradeNo });
    if (answer.status === NO_SUCH_ORDER) return { status: 'unknown' };
    const order = answer.orders[0];
    if (answer.status !== DONE || order?.['v_oid'] !== tradeNo) throw unusable('order_query');
    return tradeFrom(order, tradeNo);
  }

  return {
    name: 'payease',
    noticeAnswer: { accepted: 'sent', refused: 'error' },
    queryTrade,

    payPageUrl(request, returnUrl) {
      const day = beijingDay(settings.clock.now()).replaceAll('-', '');
      const signed = {
        v_moneytype: RENMINBI,
        v_ymd: day,
        v_amount: yuanFromFen(request.amountFen),
        // The payer's name is nobody's business there: the merchant's number stands for it, as PayEase allows.
        v_rcvname: merchantId,
        v_oid: payeaseOrderId(request.orderNo, merchantId),
        v_mid: merchantId,
        v_url: returnUrl,
      };
      const page = new URL(`${gatewayUrl}/prs/user_payment.checkit`);
      const fields = {
        ...signed,
        v_rcvaddr: merchantId,
        v_rcvtel: merchantId,
        v_rcvpost: merchantId,
        v_ordername: `${request.subject} ${request.passportId}`,
        v_orderstatus: '1',
        v_pmode: request.bank ? BANK_MODES[request.bank] : '',
        v_md5info: digest(key, ...Object.values(signed)),
      };
      for (const [name, value] of Object.entries(fields)) page.searchParams.set(name, value);
      return page.href;
    },

    async closeTrade(orderNo) {
      const trade = await queryTrade(orderNo);
      // Nothing can be closed there. What is paid from now on is late, and goes the way of late payments.
      return trade.status === 'waiting' ? { status: 'closed', tradeNo: trade.tradeNo } : trade;
    },

    async refund({ orderNo, refundNo, amountFen }) {
      const answer = await askPayease(settings, 'order_refund', {
        v_oid: payeaseOrderId(orderNo, merchantId),
        v_refundno: refundNo,
        v_amount: yuanFromFen(amountFen),
      });
      if (answer.status !== DONE) throw new GatewayRefusedError('payease', 'order_refund', answer.status);
    },

    async dailyBill(day) {
      const answer = await askPayease(settings, 'order_day', { v_ymd: day.replaceAll('-', '') });
      if (answer.status !== DONE) throw unusable('order_day');
      return answer.orders.map((order) => billLineFrom(order, merchantId));
    },

    verifyNotice: (rawBody) => verifyNotice(rawBody, settings),
  };
}

function tradeFrom(order: PayeaseFields, tradeNo: string): TradeState {
  if (order['v_pstatus'] !== PAID) return { status: 'waiting', tradeNo };
  const amountFen = fenFromYuan(order['v_amount'] ?? '');
  const paidAt = parseBeijingTime(order['v_time'] ?? '');
  if (amountFen === null || paidAt === null) throw unusable('order_query');
  return { status: 'paid', tradeNo, amountFen, paidAt };
}

function billLineFrom(order: PayeaseFields, merchantId: string): BillLine {
  const tradeNo = order['v_oid'] ?? '';
  const orderNo = orderNoFrom(tradeNo, merchantId);
  const amountFen = fenFromYuan(order['v_amount'] ?? '');
  const at = parseBeijingTime(order['v_time'] ?? '');
  if (orderNo === null || amountFen === null || at === null) throw unusable('order_day');
  return { orderNo, tradeNo, amountFen, at, kind: order['v_kind'] === 'refund' ? 'refund' : 'payment' };
}

function unusable(operation: string): GatewayUnreachableError {
  return new GatewayUnreachableError('payease', operation);
}
