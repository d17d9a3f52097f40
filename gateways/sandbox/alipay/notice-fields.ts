import { randomInt } from 'node:crypto';
import { beijingDay, formatBeijingTime } from '../../../domain/beijing-time.ts';
import { yuanFromFen } from '../../yuan.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Fields, GatewaySignature } from './signature.ts';
import { type Delivery, type Forgery, refundedFen, type Trade } from './trade.ts';

export interface MerchantIdentity {
  appId: string;
  sellerId: string;
}

/** Builds the fields of a notice as they are when the event happens; sending adds `notify_time` and the signature. */
export function noticeFields(
  trade: Trade,
  event: Delivery['event'],
  merchant: MerchantIdentity,
  at: Instant,
): Fields {
  const amount = yuanFromFen(trade.amountFen);
  const fields: Fields = {
    notify_id: `${beijingDay(at).replaceAll('-', '')}${digits(24)}`,
    notify_type: 'trade_status_sync',
    app_id: merchant.appId,
    auth_app_id: merchant.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: trade.tradeNo,
    out_trade_no: trade.orderNo,
    seller_id: merchant.sellerId,
    buyer_id: trade.buyerId,
    trade_status: trade.status,
    total_amount: amount,
    subject: trade.subject,
    gmt_create: formatBeijingTime(trade.createdAt),
  };
  if (trade.body !== '') fields['body'] = trade.body;
  if (trade.paidAt) {
    fields['gmt_payment'] = formatBeijingTime(trade.paidAt);
    fields['receipt_amount'] = amount;
    fields['invoice_amount'] = amount;
    fields['buyer_pay_amount'] = amount;
    fields['point_amount'] = '0.00';
    fields['fund_bill_list'] = JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]);
  }
  const lastRefund = trade.refunds.at(-1);
  if (event === 'refunded' && lastRefund) {
    fields['refund_fee'] = yuanFromFen(refundedFen(trade));
    fields['gmt_refund'] = `${formatBeijingTime(lastRefund.at)}.000`;
    fields['out_biz_no'] = lastRefund.requestNo;
  }
  if (trade.closedAt) fields['gmt_close'] = formatBeijingTime(trade.closedAt);
  return fields;
}

/** Builds the body that goes over the wire: correctly signed, or forged in the given way. */
export function noticeBody(
  delivery: Pick<Delivery, 'fields' | 'forgery'>,
  signature: GatewaySignature,
  at: Instant,
): string {
  const fields = { ...delivery.fields, notify_time: formatBeijingTime(at) };
  const sent = delivery.forgery ? forge(fields, delivery.forgery, signature) : signature.signFields(fields);
  return new URLSearchParams(sent).toString();
}

function forge(fields: Fields, forgery: Forgery, signature: GatewaySignature): Fields {
  const signed = signature.signFields(fields);
  switch (forgery) {
    case 'signature':
      return { ...signed, sign: signature.signFields({ ...fields, notify_id: '0' })['sign'] ?? '' };
    case 'amount':
      return { ...signed, total_amount: signed['total_amount'] === '0.01' ? '0.02' : '0.01' };
    case 'order':
      return { ...signed, out_trade_no: `${signed['out_trade_no']}0` };
    case 'app':
      return signature.signFields({ ...fields, app_id: `9${fields['app_id']}` });
    case 'seller':
      return signature.signFields({ ...fields, seller_id: `9${fields['seller_id']}` });
    case 'unsigned': {
      const { sign: _sign, ...unsigned } = signed;
      return unsigned;
    }
    case 'rsa1':
      return signature.signFields(fields, 'RSA');
  }
}

export function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
