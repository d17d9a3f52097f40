import { z } from 'zod';
import type { Clock } from '../../../config/clock.ts';
import { beijingDay, formatBeijingTime, startOfBeijingDay } from '../../../domain/beijing-time.ts';
import { fenFromYuan, yuanFromFen } from '../../yuan.ts';
import type { Cashier } from './cashier.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import { refundedFen, type Trade } from './trade.ts';
import type { TradeBook } from '../shared/trade-book.ts';

/** The part of an answer that Alipay signs. */
export type MethodAnswer = Record<string, unknown> & { code: string; msg: string };

type Method = (content: unknown) => MethodAnswer | Promise<MethodAnswer>;

const SUCCESS = { code: '10000', msg: 'Success' } as const;
const BUYER_LOGON_ID = 'san***@sandbox.invalid';

const tradeKey = z.object({ out_trade_no: z.string().optional(), trade_no: z.string().optional() });
const refundContent = tradeKey.extend({
  refund_amount: z.string(),
  refund_reason: z.string().max(256).default(''),
  out_request_no: z.string().max(64).optional(),
});
const refundQueryContent = tradeKey.extend({ out_request_no: z.string().max(64) });
const billContent = z.object({
  bill_type: z.literal('trade'),
  bill_date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

/** Creates the server-to-server methods of the gateway, by their Alipay names. */
export function createOpenapiMethods(options: {
  book: TradeBook<Trade>;
  cashier: Cashier;
  clock: Clock;
  billUrl(day: string): string;
}): Map<string, Method> {
  const { book, cashier, clock } = options;

  function find(key: z.infer<typeof tradeKey>): Trade {
    const orderNo = key.out_trade_no ?? book.byTradeNo(key.trade_no ?? '')?.orderNo;
    const trade = orderNo === undefined ? undefined : cashier.find(orderNo);
    if (!trade) throw new TradeRefusal('ACQ.TRADE_NOT_EXIST', '交易不存在');
    return trade;
  }

  return new Map<string, Method>([
    [
      'alipay.trade.query',
      (content) => {
        const trade = find(tradeKey.parse(content));
        return { ...SUCCESS, ...identity(trade), ...payment(trade), trade_status: trade.status };
      },
    ],
    [
      'alipay.trade.close',
      async (content) => {
        const trade = await cashier.close(find(tradeKey.parse(content)).orderNo);
        return { ...SUCCESS, trade_no: trade.tradeNo, out_trade_no: trade.orderNo };
      },
    ],
    [
      'alipay.trade.refund',
      async (content) => {
        const request = refundContent.parse(content);
        const amountFen = fenFromYuan(request.refund_amount);
        if (amountFen === null) throw new TradeRefusal('ACQ.INVALID_PARAMETER', '参数无效');
        const { orderNo } = find(request);
        const { trade, moved } = await cashier.refund(orderNo, {
          requestNo: request.out_request_no ?? orderNo,
          amountFen,
          reason: request.refund_reason,
        });
        return {
          ...SUCCESS,
          ...identity(trade),
          fund_change: moved ? 'Y' : 'N',
          refund_fee: yuanFromFen(refundedFen(trade)),
          gmt_refund_pay: formatBeijingTime(trade.refunds.at(-1)?.at ?? clock.now()),
        };
      },
    ],
    [
      'alipay.trade.fastpay.refund.query',
      (content) => {
        const request = refundQueryContent.parse(content);
        const trade = find(request);
        const refund = trade.refunds.find((each) => each.requestNo === request.out_request_no);
        if (!refund) return SUCCESS;
        return {
          ...SUCCESS,
          trade_no: trade.tradeNo,
          out_trade_no: trade.orderNo,
          out_request_no: refund.requestNo,
          total_amount: yuanFromFen(trade.amountFen),
          refund_amount: yuanFromFen(refund.amountFen),
          refund_status: 'REFUND_SUCCESS',
          gmt_refund_pay: formatBeijingTime(refund.at),
        };
      },
    ],
    [
      'alipay.data.dataservice.bill.downloadurl.query',
      (content) => {
        const day = billContent.parse(content).bill_date;
        // Real bills are ready the next morning; here today's bill is available at once, for trying things out.
        if (startOfBeijingDay(day) > startOfBeijingDay(beijingDay(clock.now()))) {
          throw new TradeRefusal('isp.bill_not_exist', '账单不存在');
        }
        return { ...SUCCESS, bill_download_url: options.billUrl(day) };
      },
    ],
  ]);
}

function identity(trade: Trade) {
  return {
    trade_no: trade.tradeNo,
    out_trade_no: trade.orderNo,
    buyer_logon_id: BUYER_LOGON_ID,
    buyer_user_id: trade.buyerId,
  };
}

function payment(trade: Trade) {
  const amount = yuanFromFen(trade.amountFen);
  const paid = trade.paidAt ? amount : '0.00';
  return {
    total_amount: amount,
    receipt_amount: paid,
    buyer_pay_amount: paid,
    invoice_amount: paid,
    point_amount: '0.00',
    ...(trade.paidAt ? { send_pay_date: formatBeijingTime(trade.paidAt) } : {}),
  };
}
