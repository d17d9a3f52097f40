import type { TextTemplate } from '../db/schema/index.ts';
import type { MessageWords } from './relay/message-words.ts';

const SIGNATURE = '【四六级报名】';

const TEMPLATES: Record<TextTemplate, (words: MessageWords) => string> = {
  verifyMobile: ({ code }) =>
    `验证码 ${code}，10 分钟内有效，用于验证您的手机号码，请勿告诉他人。 Your code is ${code}, valid for 10 minutes. Tell it to nobody.`,
  paymentDue: ({ deadline }) =>
    `您有报考科目尚未支付，请在 ${deadline}（北京时间）之前支付，逾期释放座位。 Pay for your subjects before ${deadline} (Beijing time), or the seats are released.`,
};

/** The words of a text message, Chinese and English, after the sender's signature. */
export function renderText(template: TextTemplate, words: MessageWords): string {
  return SIGNATURE + TEMPLATES[template](words);
}
