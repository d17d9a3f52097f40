import { yuanFromFen } from '../../alipay/yuan.ts';
import { digest } from '../../payease/digest.ts';
import type { PayeaseTrade } from './trades.ts';

const TIMEOUT_MS = 10_000;

/** Tells the merchant of a payment, once. @returns what it answered; empty when it could not be reached */
export async function sendNotice(
  { key, notifyUrl }: { key: string; notifyUrl: string },
  trade: PayeaseTrade,
  forged: boolean,
): Promise<string> {
  const signedWith = forged ? `${key}?` : key;
  const values = {
    v_oid: trade.orderId,
    v_pmode: trade.bankMode,
    v_pstatus: '1',
    v_pstring: '支付完成',
    v_count: '1',
  };
  const money = { v_amount: yuanFromFen(trade.amountFen), v_moneytype: '0' };
  const body = new URLSearchParams({
    ...values,
    ...money,
    v_md5str: digest(signedWith, ...Object.values(values)),
    v_md5money: digest(signedWith, ...Object.values(money)),
  });
  try {
    const answer = await fetch(notifyUrl, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return await answer.text();
  } catch {
    return '';
  }
}
