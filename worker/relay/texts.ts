import type { TextTemplate } from '../../domain/messages/message.ts';
import type { MessageWords } from './message-words.ts';
import { waitEnd } from './wait-ends.ts';

const SIGNATURE = '【四六级报名】';

const TEMPLATES: Record<TextTemplate, (words: MessageWords) => string> = {
  verifyMobile: ({ code }) =>
    `短信验证码 ${code}，10 分钟内有效，用于验证您的手机号码，请勿告诉他人。 Your verification code is ${code}, valid for 10 minutes. Do not share it.`,
  paymentDue: ({ deadline }) =>
    `您有报考科目尚未支付，请在 ${deadline}（北京时间）之前支付，逾期释放座位。 Pay for your subjects before ${deadline} (Beijing time), or the seats will be released.`,
  entryPaid: ({ subjects }) => `支付成功，报名完成：${subjects}。 Payment received: you are registered.`,
  waitlistJoined: ({ subjects }) =>
    `您已提交候补：${subjects}。有座位时以短信通知您。 You are on the waitlist; we will text you when a seat is held for you.`,
  waitlistPromoted: ({ subjects, deadline }) =>
    `候补成功：${subjects}。请在 ${deadline}（北京时间）之前支付，逾期释放座位。 A seat is held for you: pay before ${deadline} (Beijing time), or it will be released.`,
  waitlistCancelled: ({ subjects }) => `您已取消候补：${subjects}。 You have left the waitlist.`,
  waitlistEnded: ({ subjects, reason }) =>
    `候补已失效：${subjects}。原因：${waitEnd(reason).zh}。 Your place on the waitlist has ended: ${waitEnd(reason).en}.`,
};

/** The words of a text message, Chinese and English, after the sender's signature. */
export function renderText(template: TextTemplate, words: MessageWords): string {
  return SIGNATURE + TEMPLATES[template](words);
}
