import type { TradeRequest } from './payment-gateway.ts';

/** Who takes the money, as the payer knows it: the site they have come from. */
const SOURCE = '全国大学英语四、六级考试网上报名';

/** What a gateway's page shows the payer besides purpose and amount: where the order comes from, and for whom it is. */
export function payerNote({ passportId, payerName }: Pick<TradeRequest, 'passportId' | 'payerName'>): string {
  return `来源：${SOURCE}；通行证ID：${passportId}；姓名：${payerName}`;
}
