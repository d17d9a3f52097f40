import type { TextTemplate } from '../../db/schema/index.ts';
import type { MessageWords } from './message-words.ts';
import { waitEnd } from './wait-ends.ts';

const SIGNATURE = '【四六级报名】';

const TEMPLATES: Record<TextTemplate, (words: MessageWords) => string> = {
  verifyMobile: ({ code }) =>
    `验证码 ${code}，10 分钟内有效，用于验证您的手机号码，请勿告诉他人。 Your code is ${code}, valid for 10 minutes. Tell it to nobody.`,
  paymentDue: ({ deadline }) =>
    `您有报考科目尚未支付，请在 ${deadline}（北京时间）之前支付，逾期释放座位。 Pay for your subjects before ${deadline} (Beijing time), or the seats are released.`,
  entryPaid: ({ subjects }) => `支付成功，报考完成：${subjects}。 Paid: you are registered.`,
  waitlistJoined: ({ subjects }) =>
    `您已提交候补：${subjects}。有座位时短信通知。 You are on the waitlist; a text tells you when a seat comes.`,
  waitlistPromoted: ({ subjects, deadline }) =>
    `候补成功：${subjects}。请在 ${deadline}（北京时间）之前支付，逾期释放座位。 A seat came: pay before ${deadline} (Beijing time), or it is released.`,
  waitlistCancelled: ({ subjects }) => `您已取消候补：${subjects}。 You left the waitlist.`,
  waitlistEnded: ({ subjects, reason }) =>
    `候补已失效：${subjects}。原因：${waitEnd(reason).zh}。 Your place on the waitlist has ended: ${waitEnd(reason).en}.`,
};

/** The words of a text message, Chinese and English, after the sender's signature. */
export function renderText(template: TextTemplate, words: MessageWords): string {
  return SIGNATURE + TEMPLATES[template](words);
}
