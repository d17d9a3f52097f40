import { z } from 'zod';
import {
  GatewayRefusedError,
  GatewayUnreachableError,
  type PaymentGateway,
  type TradeState,
} from '../payment-gateway.ts';
import { type AlipayClient, createAlipayClient } from './alipay-client.ts';
import type { AlipaySettings } from './alipay-settings.ts';
import { formatBeijingTime, startOfBeijingDay } from '../../domain/beijing-time.ts';
import { downloadBill, parseBill } from './daily-bill.ts';
import { tradeStateFrom } from './trade-state.ts';
import { verifyNotice } from './verify-notice.ts';
import { payerNote } from '../payer-note.ts';
import { yuanFromFen } from '../yuan.ts';

/** The time from the start of a day until its bill is ready: Alipay promises ten the next morning, Beijing time. */
const BILL_READY_AFTER_MS = 34 * 60 * 60 * 1000;
const MAX_SUBJECT_CHARACTERS = 256;
const MAX_BODY_CHARACTERS = 128;

/**
 * Alipay's pages: the one for computers shows a code to scan and a form to sign in, the one for phones opens its app,
 * and leads back who leaves without paying.
 */
const PAY_PAGES = {
  computer: { method: 'alipay.trade.page.pay', product: 'FAST_INSTANT_TRADE_PAY', quits: false },
  phone: { method: 'alipay.trade.wap.pay', product: 'QUICK_WAP_WAY', quits: true },
} as const;

const closed = z.object({ tradeNo: z.string().min(1), outTradeNo: z.string() });
const refundAnswer = z.object({ outTradeNo: z.string(), fundChange: z.enum(['Y', 'N']).optional() });
const refundQueryAnswer = z.object({ outRequestNo: z.string(), refundStatus: z.string() }).partial();
const billAnswer = z.object({ billDownloadUrl: z.url({ protocol: /^https?$/ }) });

/** Creates Alipay as a payment gateway. The sandbox and the real one differ only in `settings`. */
export function createAlipayGateway(settings: AlipaySettings): PaymentGateway {
  const client = createAlipayClient(settings);

  async function queryTrade(orderNo: string): Promise<TradeState> {
    const method = 'alipay.trade.query';
    const answer = await client.call(method, { out_trade_no: orderNo });
    if (answer.ok) return usable(method, () => tradeStateFrom(answer.body, orderNo, settings.clock.now()));
    if (answer.subCode === 'ACQ.TRADE_NOT_EXIST') return { status: 'unknown' };
    throw unusable(method, answer.subCode);
  }

  return {
    name: 'alipay',
    noticeAnswer: { accepted: 'success', refused: 'fail' },
    queryTrade,

    payPageUrl(request, returnUrl, notifyUrl) {
      const page = PAY_PAGES[request.device];
      return client.pageUrl(
        page.method,
        {
          out_trade_no: merchantOrderNo(request.orderNo),
          total_amount: yuanFromFen(request.amountFen),
          subject: shownText(request.subject, MAX_SUBJECT_CHARACTERS),
          body: shownText(payerNote(request), MAX_BODY_CHARACTERS),
          product_code: page.product,
          // The time is rounded down to whole seconds: the page must not outlive the order.
          time_expire: formatBeijingTime(request.expiresAt),
          ...(page.quits && { quit_url: returnUrl }),
        },
        { returnUrl, notifyUrl },
      );
    },

    async closeTrade(orderNo) {
      const method = 'alipay.trade.close';
      const answer = await client.call(method, { out_trade_no: orderNo });
      if (answer.ok) {
        const body = usable(method, () => closed.parse(answer.body));
        if (body.outTradeNo !== orderNo) throw unusable(method, 'the answer is about another order');
        return { status: 'closed', tradeNo: body.tradeNo };
      }
      // A refusal means that the payer was faster, or that it was closed before. Only a query tells which.
      return answer.subCode === 'ACQ.TRADE_NOT_EXIST' ? { status: 'unknown' } : queryTrade(orderNo);
    },

    async refund(request) {
      const method = 'alipay.trade.refund';
      const answer = await client.call(method, {
        out_trade_no: request.orderNo,
        out_request_no: request.refundNo,
        refund_amount: yuanFromFen(request.amountFen),
        refund_reason: shownText(request.reason, MAX_SUBJECT_CHARACTERS),
      });
      if (!answer.ok) throw new GatewayRefusedError('alipay', method, answer.subCode);
      const body = usable(method, () => refundAnswer.parse(answer.body));
      if (body.outTradeNo !== request.orderNo) throw unusable(method, 'the answer is about another order');
      if (body.fundChange !== 'Y') await confirmRefund(client, request.orderNo, request.refundNo);
    },

    async dailyBill(day) {
      const method = 'alipay.data.dataservice.bill.downloadurl.query';
      const readyAt = startOfBeijingDay(day) + BILL_READY_AFTER_MS;
      const answer = await client.call(method, { bill_type: 'trade', bill_date: day });
      if (!answer.ok) {
        // This code means both "not ready yet" and "nothing was booked that day".
        if (answer.subCode === 'isp.bill_not_exist' && settings.clock.now() >= readyAt) return [];
        throw unusable(method, answer.subCode);
      }
      const { billDownloadUrl } = usable(method, () => billAnswer.parse(answer.body));
      try {
        return await parseBill(await downloadBill(billDownloadUrl));
      } catch (error) {
        throw unusable('bill download', error instanceof Error ? error.message : 'unknown failure');
      }
    },

    verifyNotice: (rawBody) =>
      verifyNotice(rawBody, {
        appId: settings.appId,
        sellerId: settings.sellerId,
        signedByAlipay: (notice) => client.signedByAlipay(notice),
      }),
  };
}

/**
 * Confirms a refund whose answer had `fund_change` N, "nothing moved by this call": it was refunded earlier, or not
 * yet.
 */
async function confirmRefund(client: AlipayClient, orderNo: string, refundNo: string): Promise<void> {
  const method = 'alipay.trade.fastpay.refund.query';
  const answer = await client.call(method, { out_trade_no: orderNo, out_request_no: refundNo });
  const refund = answer.ok ? usable(method, () => refundQueryAnswer.parse(answer.body)) : {};
  if (refund.refundStatus !== 'REFUND_SUCCESS' || refund.outRequestNo !== refundNo) {
    throw unusable(method, 'the refund is not confirmed yet');
  }
}

function usable<T>(method: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unusable(method, error instanceof z.ZodError ? 'the answer lacks a field' : String(error));
  }
}

function unusable(method: string, reason: string): GatewayUnreachableError {
  return new GatewayUnreachableError('alipay', method, { cause: new Error(reason) });
}

function merchantOrderNo(orderNo: string): string {
  if (!/^\w{1,64}$/.test(orderNo)) {
    throw new RangeError('Alipay takes order numbers of up to 64 letters, digits and underscores');
  }
  return orderNo;
}

/** Replaces the three characters that Alipay refuses in texts it shows. */
function shownText(text: string, maxCharacters: number): string {
  return text.replace(/[/=&]/g, ' ').slice(0, maxCharacters);
}
