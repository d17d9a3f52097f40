import { fenFromYuan } from '../yuan.ts';
import type { NoticeVerdict, PaymentNotice } from '../payment-gateway.ts';
import { isDigest } from './digest.ts';
import { readForm } from './form.ts';
import { orderNoFrom } from './order-id.ts';
import type { PayeaseSettings } from './payease-settings.ts';
import { isSignedByPayease } from './signature.ts';

/** The separator between orders that were paid at the same time, which PayEase joins into one notice. */
const SEPARATOR = '|_|';
const PAID = '1';
const RENMINBI = '0';

/**
 * Judges a notice as it came over the wire; never throws. Both digests and the signature must be right: the signature
 * alone ties orders to amounts. PayEase's notices have neither an id nor a time: an order is paid only once, and its
 * time is the moment of receipt.
 */
export function verifyNotice(rawBody: string, settings: PayeaseSettings): NoticeVerdict {
  const fields = readForm(rawBody);
  if (!fields) return { ok: false, reason: 'malformed' };
  const bytes = (name: string) => fields.get(name) ?? Buffer.alloc(0);
  const text = (name: string) => bytes(name).toString('latin1');
  const { key, publicKey } = settings;
  const told = ['v_oid', 'v_pmode', 'v_pstatus', 'v_pstring', 'v_count'].map(bytes);
  const signed = ['v_oid', 'v_pstatus', 'v_amount', 'v_moneytype', 'v_count'].map(text);
  const genuine =
    isDigest(text('v_mac'), key, ...told) &&
    isDigest(text('v_md5money'), key, bytes('v_amount'), bytes('v_moneytype')) &&
    isSignedByPayease(publicKey, text('v_sign'), ...signed);
  if (!genuine) return { ok: false, reason: 'signature' };

  const [ids, statuses, amounts, currencies] = signed.map((value) => value.split(SEPARATOR)) as [
    string[],
    string[],
    string[],
    string[],
  ];
  const counts = [statuses, amounts, currencies].map((values) => values.length);
  if (text('v_count') !== String(ids.length) || counts.some((count) => count !== ids.length))
    return { ok: false, reason: 'malformed' };
  const notices: PaymentNotice[] = [];
  for (const [index, orderId] of ids.entries()) {
    const orderNo = orderNoFrom(orderId, settings.merchantId);
    if (orderNo === null) return { ok: false, reason: 'seller-mismatch' };
    const status = statuses[index] ?? '';
    const amountFen = fenFromYuan(amounts[index] ?? '');
    if (currencies[index] !== RENMINBI || amountFen === null) return { ok: false, reason: 'malformed' };
    const paid = status === PAID;
    notices.push({
      noticeId: `${orderId}/${status}`,
      orderNo,
      tradeNo: orderId,
      status: paid ? 'paid' : 'waiting',
      amountFen,
      paidAt: paid ? settings.clock.now() : null,
    });
  }
  return { ok: true, notices };
}
