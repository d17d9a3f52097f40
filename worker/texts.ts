import type { TextTemplate } from '../db/schema/index.ts';
import type { MessageWords } from './relay/message-words.ts';

const SIGNATURE = '【四六级报名】';

const TEMPLATES: Record<TextTemplate, (words: MessageWords) => string> = {
  verifyMobile: ({ code }) =>
    `验证码 ${code}，10 分钟内有效，用于验证您的手机号码，请勿告诉他人。 Your code is ${code}, valid for 10 minutes. Tell it to nobody.`,
};

/** The words of a text message, Chinese and English, after the sender's signature. */
export function renderText(template: TextTemplate, words: MessageWords): string {
  return SIGNATURE + TEMPLATES[template](words);
}
