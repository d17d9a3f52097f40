import { beijingDay, startOfBeijingDay } from '../../domain/beijing-time.ts';
import { fenFromYuan, yuanFromFen } from '../yuan.ts';
import {
  type BillLine,
  GatewayRefusedError,
  GatewayUnreachableError,
  type PaymentGateway,
  type TradeState,
} from '../payment-gateway.ts';
import { payerNote } from '../payer-note.ts';
import { BANK_MODES } from './banks.ts';
import { digest } from './digest.ts';
import { writeForm } from './form.ts';
import { orderNoFrom, payeaseOrderId } from './order-id.ts';
import { askPayease, type PayeaseAnswer, type PayeaseFields } from './payease-client.ts';
import type { PayeaseSettings } from './payease-settings.ts';
import { isSignedByPayease } from './signature.ts';
import { verifyNotice } from './verify-notice.ts';

const DONE = '0';
const PAID = '1';
const RENMINBI = '0';
const NO_SUCH_ORDER = /Invalid order number$/i;
const TRY_AGAIN = /System error$/i;
const LIST_VERSION = { v_version: '1.0' };
/** The hour given to bookings in lists, which name only the day. */
const NOON_MS = 12 * 60 * 60 * 1000;

/**
 * Creates PayEase's classic form protocol as a payment gateway. It has no expiry and no closing: a trade may be paid
 * late.
 */
export function createPayeaseGateway(settings: PayeaseSettings): PaymentGateway {
  const { gatewayUrl, merchantId, key } = settings;

  async function queryTrade(orderNo: string): Promise<TradeState> {
    const tradeNo = payeaseOrderId(orderNo, merchantId);
    const answer = await askPayease(settings, 'order', { v_oid: tradeNo });
    if (isUnknown(answer)) return { status: 'unknown' };
    const [order] = itemsOf(answer, 'order');
    if (order?.['oid'] !== tradeNo) throw unusable('order');
    const { pstatus, amountFen } = paymentOf(settings, order);
    return pstatus === PAID
      ? { status: 'paid', tradeNo, amountFen, paidAt: settings.clock.now() }
      : { status: 'waiting', tradeNo };
  }

  /** Tells whether this refund was made before. PayEase gives refunds no number, so the reason carries ours. */
  async function isRefunded(v_oid: string, refundNo: string): Promise<boolean> {
    const answer = await askPayease(settings, 'refundsOfOrder', { v_oid }, LIST_VERSION);
    if (isUnknown(answer)) return false;
    return itemsOf(answer, 'refundsOfOrder').some((refund) => refund['refreason'] === refundNo);
  }

  return {
    name: 'payease',
    noticeAnswer: { accepted: 'sent', refused: 'error' },
    queryTrade,

    payPageUrl(request, returnUrl) {
      const signed = {
        v_moneytype: RENMINBI,
        v_ymd: beijingDay(settings.clock.now()).replaceAll('-', ''),
        v_amount: yuanFromFen(request.amountFen),
        // The merchant's number stands for the receiver, as PayEase itself advises; the payer's own note shows on its page.
        v_rcvname: merchantId,
        v_oid: payeaseOrderId(request.orderNo, merchantId),
        v_mid: merchantId,
        v_url: returnUrl,
      };
      const fields = {
        ...signed,
        v_rcvaddr: payerNote(request),
        v_rcvtel: merchantId,
        v_rcvpost: merchantId,
        v_ordername: request.subject,
        v_orderstatus: '1',
        ...(request.bank ? { v_pmode: BANK_MODES[request.bank] } : {}),
        v_md5info: digest(key, ...Object.values(signed)),
      };
      const page = request.bank ? '/customer/gb/pay_bank.jsp' : '/prs/user_payment.checkit';
      return `${gatewayUrl}${page}?${writeForm(fields)}`;
    },

    async closeTrade(orderNo) {
      const trade = await queryTrade(orderNo);
      // PayEase cannot close a trade. A payment from now on is late, and is processed as a late payment.
      return trade.status === 'waiting' ? { status: 'closed', tradeNo: trade.tradeNo } : trade;
    },

    async refund({ orderNo, refundNo, amountFen }) {
      const v_oid = payeaseOrderId(orderNo, merchantId);
      if (await isRefunded(v_oid, refundNo)) return;
      const { status, reason } = await askPayease(
        settings,
        'refund',
        { v_oid, v_refamount: yuanFromFen(amountFen), v_refoprt: settings.refundOperator },
        { v_refreason: refundNo },
      );
      if (status === DONE) return;
      if (TRY_AGAIN.test(reason)) throw unusable('refund');
      throw new GatewayRefusedError('payease', 'refund', reason || status);
    },

    async dailyBill(day) {
      const v_ymd = day.replaceAll('-', '');
      const [orders, refunds] = [
        await askPayease(settings, 'ordersOfDay', { v_ymd }),
        await askPayease(settings, 'refundsOfDay', { v_ymd }, LIST_VERSION),
      ];
      const at = startOfBeijingDay(day) + NOON_MS;
      return [
        ...itemsOf(orders, 'ordersOfDay').flatMap((order): BillLine[] => {
          const { pstatus, amountFen } = paymentOf(settings, order);
          if (pstatus !== PAID) return [];
          return [{ ...numbersOf(order, 'ordersOfDay'), kind: 'payment', amountFen, at }];
        }),
        ...itemsOf(refunds, 'refundsOfDay').map((refund): BillLine => {
          const amountFen = fenFromYuan(refund['refamount'] ?? '');
          if (amountFen === null) throw unusable('refundsOfDay');
          return { ...numbersOf(refund, 'refundsOfDay'), kind: 'refund', amountFen, at };
        }),
      ];
    },

    verifyNotice: (rawBody) => verifyNotice(rawBody, settings),
  };

  function numbersOf(item: PayeaseFields, page: string): { orderNo: string; tradeNo: string } {
    const tradeNo = item['oid'] ?? '';
    const orderNo = orderNoFrom(tradeNo, merchantId);
    if (orderNo === null) throw unusable(page);
    return { orderNo, tradeNo };
  }
}

/** Reads the state and amount of an order's money, checking PayEase's signature. @throws GatewayUnreachableError */
function paymentOf(settings: PayeaseSettings, order: PayeaseFields): { pstatus: string; amountFen: number } {
  const { oid = '', pstatus = '', amount = '', moneytype = '', sign = '' } = order;
  const amountFen = fenFromYuan(amount);
  const genuine = isSignedByPayease(settings.publicKey, sign, oid, pstatus, amount, moneytype);
  if (!genuine || moneytype !== RENMINBI || amountFen === null) throw unusable('order');
  return { pstatus, amountFen };
}

function isUnknown({ status, reason, items }: PayeaseAnswer): boolean {
  return status === DONE ? items.length === 0 : NO_SUCH_ORDER.test(reason);
}

function itemsOf({ status, items }: PayeaseAnswer, page: string): PayeaseFields[] {
  if (status !== DONE) throw unusable(page);
  return items;
}

function unusable(page: string): GatewayUnreachableError {
  return new GatewayUnreachableError('payease', page);
}
