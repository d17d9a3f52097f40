import type { MailTemplate } from '../db/schema/index.ts';

/** What a mail is made of: its parameters, and words looked up for it. */
export interface MailParameters {
  [name: string]: string | number;
}

interface Mail {
  subject: string;
  text: string;
}

const FOOTER =
  '\n\n全国大学英语四、六级考试网上报名 / CET online registration\n本邮件由系统发出，请勿回复。 This mail was sent automatically.';

const REFUND_REASONS: Record<string, { zh: string; en: string }> = {
  late: { zh: '付款到账时座位已释放', en: 'the payment arrived after the seat had been released' },
  paidTwice: { zh: '同一科目重复支付', en: 'the same subject was paid twice' },
  unknownOrder: { zh: '订单已失效', en: 'the order is no longer valid' },
};

const TEMPLATES: Record<MailTemplate, (parameters: MailParameters) => Mail> = {
  verifyEmail: ({ link }) => ({
    subject: '请验证您的邮箱 / Please verify your email',
    text: `请在 24 小时内打开下面的链接，完成邮箱验证：\nOpen this link within 24 hours to verify your email:\n\n${link}\n\n如果不是您本人注册，请忽略本邮件。 If you did not register, ignore this mail.`,
  }),
  entryPaid: ({ orderNo, amountFen, subjects }) => ({
    subject: '支付成功，报考完成 / Payment received, you are registered',
    text: `您已支付 ${yuan(amountFen)} 元，报考成功：${subjects}。订单号 ${orderNo}。\nWe received ${yuan(amountFen)} yuan. You are registered: ${subjects}. Order ${orderNo}.`,
  }),
  entryExpired: ({ subjects }) => ({
    subject: '未支付的科目已释放 / An unpaid subject was released',
    text: `截止时间内未完成支付，以下科目已释放：${subjects}。报名时间内可以重新报考。\nNot paid by its deadline, so it was released: ${subjects}. You may register again while online registration is open.`,
  }),
  registrationDeleted: () => ({
    subject: '报名信息已删除 / Your registration was deleted',
    text: '保存后 24 小时内没有报考科目，报名信息已删除。报名时间内可以重新报名。\nNo subject was chosen in time, so the registration was deleted. You may register again while online registration is open.',
  }),
  refundRequested: ({ orderNo, amountFen, reason }) => ({
    subject: '退款处理中 / Your payment is being refunded',
    text: `因${REFUND_REASONS[String(reason)]?.zh ?? '报名已失效'}，订单 ${orderNo} 的 ${yuan(amountFen)} 元将全额原路退回。\nBecause ${REFUND_REASONS[String(reason)]?.en ?? 'the registration is no longer valid'}, ${yuan(amountFen)} yuan of order ${orderNo} go back in full the way they came.`,
  }),
  refundDone: ({ orderNo }) => ({
    subject: '退款已完成 / Your refund is done',
    text: `订单 ${orderNo} 的款项已全额原路退回。\nOrder ${orderNo} was refunded in full the way it was paid.`,
  }),
};

/** The words of a mail, Chinese and English. */
export function renderMail(template: MailTemplate, parameters: MailParameters): Mail {
  const { subject, text } = TEMPLATES[template](parameters);
  return { subject, text: text + FOOTER };
}

function yuan(amountFen: string | number | undefined): string {
  return (Number(amountFen) / 100).toFixed(2);
}
