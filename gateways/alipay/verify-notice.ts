import type { NoticeVerdict, PaymentNotice } from '../payment-gateway.ts';
import { parseBeijingTime } from '../../domain/beijing-time.ts';
import { fenFromYuan } from '../yuan.ts';

/** The size limit of a notice; real ones are about 1 KB. */
const MAX_BODY_CHARACTERS = 16_384;
const MAX_FIELDS = 100;

interface Expected {
  appId: string;
  sellerId: string;
  signedByAlipay(notice: Record<string, string>): boolean;
}

/**
 * Judges an asynchronous notice as it came over the wire. Never throws: every input gets a verdict. The order of the
 * checks matters: the signature type is in the message itself, and a weaker one must not choose how the message is
 * checked.
 */
export function verifyNotice(rawBody: string, expected: Expected): NoticeVerdict {
  const fields = parseForm(rawBody);
  if (!fields) return { ok: false, reason: 'malformed' };
  if (fields['sign_type'] !== 'RSA2') return { ok: false, reason: 'signature-type' };
  if (!expected.signedByAlipay(fields)) return { ok: false, reason: 'signature' };
  if (fields['app_id'] !== expected.appId) return { ok: false, reason: 'app-mismatch' };
  if (fields['seller_id'] !== expected.sellerId) return { ok: false, reason: 'seller-mismatch' };
  const notice = readNotice(fields);
  return notice ? { ok: true, notices: [notice] } : { ok: false, reason: 'malformed' };
}

function parseForm(rawBody: string): Record<string, string> | null {
  if (rawBody === '' || rawBody.length > MAX_BODY_CHARACTERS) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawBody)) {
    // A name given twice would let the signature cover one value and the reader take the other.
    if (fields.has(name) || fields.size >= MAX_FIELDS) return null;
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function readNotice(fields: Record<string, string>): PaymentNotice | null {
  const { notify_id: noticeId, out_trade_no: orderNo, trade_no: tradeNo } = fields;
  const amountFen = fenFromYuan(fields['total_amount'] ?? '');
  const status = readStatus(fields);
  if (!noticeId || !orderNo || !tradeNo || amountFen === null || !status) return null;
  return {
    noticeId,
    orderNo,
    tradeNo,
    status,
    amountFen,
    paidAt: parseBeijingTime(fields['gmt_payment'] ?? ''),
  };
}

function readStatus(fields: Record<string, string>): PaymentNotice['status'] | null {
  // A partial refund is announced as TRADE_SUCCESS, a full one as TRADE_CLOSED: the refund fields tell them apart.
  const refunded = 'refund_fee' in fields || 'gmt_refund' in fields;
  switch (fields['trade_status']) {
    case 'WAIT_BUYER_PAY':
      return 'waiting';
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return refunded ? 'refunded' : 'paid';
    case 'TRADE_CLOSED':
      // Closed though it was once paid: the money went back, whatever else the notice leaves out.
      return refunded || fields['gmt_payment'] ? 'refunded' : 'closed';
    default:
      return null;
  }
}
