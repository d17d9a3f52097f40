import type { Language } from './moments.ts';

/** What the payment gateways are called. */
export const GATEWAY_WORDS: Record<'alipay' | 'payease', Record<Language, string>> = {
  alipay: { zh: '支付宝', en: 'Alipay' },
  payease: { zh: '首信易支付', en: 'PayEase' },
};
