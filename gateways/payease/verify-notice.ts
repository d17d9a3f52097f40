import { fenFromYuan } from '../alipay/yuan.ts';
import type { NoticeVerdict } from '../payment-gateway.ts';
import { isDigest } from './digest.ts';
import { orderNoFrom } from './order-id.ts';
import type { PayeaseSettings } from './payease-settings.ts';

const MAX_BODY_CHARACTERS = 16_384;
const MAX_FIELDS = 50;
const PAID = '1';

/**
 * Judges a notice as it came over the wire; never throws. PayEase has no id and no moment of a notice: an order is paid
 * once, and the moment is when we heard of it.
 */
export function verifyNotice(rawBody: string, settings: PayeaseSettings): NoticeVerdict {
  const fields = parseForm(rawBody);
  if (!fields) return { ok: false, reason: 'malformed' };
  const { key, merchantId, clock } = settings;
  const field = (name: string) => fields.get(name) ?? '';
  const [orderId, status, amount] = [field('v_oid'), field('v_pstatus'), field('v_amount')];
  const signed =
    isDigest(
      fields.get('v_md5str'),
      key,
      orderId,
      field('v_pmode'),
      status,
      field('v_pstring'),
      field('v_count'),
    ) && isDigest(fields.get('v_md5money'), key, amount, field('v_moneytype'));
  if (!signed) return { ok: false, reason: 'signature' };
  const orderNo = orderNoFrom(orderId, merchantId);
  if (orderNo === null) return { ok: false, reason: 'seller-mismatch' };
  const amountFen = fenFromYuan(amount);
  // Several orders in one notice would come joined, and none of ours is ever announced with another.
  if (field('v_count') !== '1' || field('v_moneytype') !== '0' || amountFen === null)
    return { ok: false, reason: 'malformed' };
  const paid = status === PAID;
  return {
    ok: true,
    notice: {
      noticeId: `${orderId}/${status}`,
      orderNo,
      tradeNo: orderId,
      status: paid ? 'paid' : 'waiting',
      amountFen,
      paidAt: paid ? clock.now() : null,
    },
  };
}

function parseForm(rawBody: string): Map<string, string> | null {
  if (rawBody === '' || rawBody.length > MAX_BODY_CHARACTERS) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawBody)) {
    // A name given twice would let the digest cover one value and the reader take the other.
    if (fields.has(name) || fields.size >= MAX_FIELDS) return null;
    fields.set(name, value);
  }
  return fields;
}
