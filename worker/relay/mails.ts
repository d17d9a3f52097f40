import type { MailTemplate } from '../../db/schema/index.ts';
import { waitEnd } from './wait-ends.ts';
import type { MessageWords } from './message-words.ts';

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

/** The pages that mailed links open; the link's token is added to them. */
export const LINK_PATHS: Partial<Record<MailTemplate, string>> = {
  verifyEmail: '/verify-email',
  changeEmail: '/verify-email',
  resetPassword: '/reset-password',
};

const NOT_YOU =
  '如果不是您本人操作，请立即通过“忘记密码”重设密码，并联系客服。 If this was not you, reset your password at once and call support.';

const TEMPLATES: Record<MailTemplate, (words: MessageWords) => Mail> = {
  verifyEmail: ({ link }) => ({
    subject: '请验证您的邮箱 / Please verify your email',
    text: `请在 24 小时内打开下面的链接，完成邮箱验证：\nOpen this link within 24 hours to verify your email:\n\n${link}\n\n如果不是您本人注册，请忽略本邮件。 If you did not register, ignore this mail.`,
  }),
  changeEmail: ({ link }) => ({
    subject: '请确认新邮箱 / Please confirm your new email',
    text: `请在 24 小时内打开下面的链接，之后通行证将改用本邮箱：\nOpen this link within 24 hours; your passport then uses this email:\n\n${link}\n\n如果不是您本人操作，请忽略本邮件，不会有任何更改。 If this was not you, ignore this mail and nothing changes.`,
  }),
  emailChangeAsked: () => ({
    subject: '有人申请更改您的邮箱 / A change of your email was asked for',
    text: `您的通行证申请改用另一个邮箱。新邮箱确认之前，本邮箱继续有效。\nYour passport is to use another email. This one stays until the new one is confirmed.\n\n${NOT_YOU}`,
  }),
  emailChanged: () => ({
    subject: '您的邮箱已更改 / Your email was changed',
    text: `您的通行证已改用另一个邮箱，今后的通知不再发送到本邮箱。\nYour passport now uses another email; notices no longer come to this one.\n\n如果不是您本人操作，请立即联系客服。 If this was not you, call support at once.`,
  }),
  resetPassword: ({ link }) => ({
    subject: '重设密码 / Reset your password',
    text: `请在 30 分钟内打开下面的链接，设置新密码。链接只能使用一次：\nOpen this link within 30 minutes to set a new password. It works once:\n\n${link}\n\n如果不是您本人操作，请忽略本邮件，密码不会更改。 If this was not you, ignore this mail; your password stays.`,
  }),
  passwordChanged: () => ({
    subject: '您的密码已更改 / Your password was changed',
    text: `您的通行证密码已更改，其他设备上的登录均已结束。\nThe password of your passport was changed, and sign-ins on other devices have ended.\n\n${NOT_YOU}`,
  }),
  rebindAsked: () => ({
    subject:
      '有人申请将您的报名换绑到新的通行证 / A move of your registration to a new passport was asked for',
    text: `客服收到申请，要将您的证件号码及报名信息换绑到一个新的通行证，正在等待审批。\nSupport was asked to move your ID number and registrations to a new passport; a second person will decide.\n\n如果不是您本人申请，请立即联系客服，并提供本通行证的邮箱。 If this was not you, call support at once and give them this email.`,
  }),
  rebindRejected: ({ reason }) => ({
    subject: '换绑申请未通过 / Your rebind was rejected',
    text: `您的换绑申请未通过，原因：${reason}\n核对后可请客服重新提交。\nYour rebind was rejected: ${reason}\nCheck it, then ask support to submit it again.`,
  }),
  passportRebound: () => ({
    subject: '换绑已完成 / Your registration has moved to this passport',
    text: '您的证件号码、报名信息和资格复核已换绑到本通行证，今后请用本通行证登录（证件号码或邮箱均可），原通行证已关闭。\nYour ID number, registrations and re-checks have moved to this passport. Sign in with it from now on, by ID number or email. The former passport is closed.',
  }),
  passportClosed: () => ({
    subject: '您的通行证已换绑并关闭 / Your passport was rebound and closed',
    text: '您的证件号码及报名信息已换绑到新的通行证，本邮箱对应的通行证已关闭，不能再登录。\nYour ID number and registrations have moved to a new passport. The passport of this email is closed and cannot sign in any more.\n\n如果不是您本人申请，请立即联系客服。 If this was not you, call support at once.',
  }),
  entryPaid: ({ orderNo, amountFen, subjects }) => ({
    subject: '支付成功，报考完成 / Payment received, you are registered',
    text: `您已支付 ${yuan(amountFen)} 元，报考成功：${subjects}。订单号 ${orderNo}。\nWe received ${yuan(amountFen)} yuan. You are registered: ${subjects}. Order ${orderNo}.`,
  }),
  paymentDue: ({ subjects, deadline }) => ({
    subject: '请尽快支付，逾期释放座位 / Pay soon to keep your seat',
    text: `以下科目尚未支付：${subjects}。请在 ${deadline}（北京时间）之前支付，逾期释放座位。\nNot paid yet: ${subjects}. Pay before ${deadline} (Beijing time), or the seat is released.`,
  }),
  entryExpired: ({ subjects }) => ({
    subject: '未支付的科目已释放 / An unpaid subject was released',
    text: `截止时间内未完成支付，以下科目已释放：${subjects}。报名时间内可以重新报考。\nNot paid by its deadline, so it was released: ${subjects}. You may register again while online registration is open.`,
  }),
  waitlistJoined: ({ subjects }) => ({
    subject: '已提交候补 / You are on the waitlist',
    text: `您已提交候补：${subjects}。有座位时按提交的先后顺序安排，届时以邮件和短信通知您支付的截止时间；排位可在报名信息页查看，也可以在那里取消候补。\nYou are on the waitlist: ${subjects}. Seats go out strictly in turn; mail and text will tell you until when to pay. See your position, or leave, on the registration page.`,
  }),
  waitlistCancelled: ({ subjects }) => ({
    subject: '候补已取消 / You left the waitlist',
    text: `您已取消候补：${subjects}。再次提交候补须重新排队。\nYou left the waitlist: ${subjects}. Who comes back stands last.`,
  }),
  waitlistPromoted: ({ subjects, deadline }) => ({
    subject: '候补成功，请尽快支付 / A seat came for you: pay soon',
    text: `候补成功，座位已为您保留：${subjects}。请在 ${deadline}（北京时间）之前支付，逾期释放。\nA seat came from the waitlist: ${subjects}. Pay before ${deadline} (Beijing time), or it is released.`,
  }),
  waitlistEnded: ({ subjects, reason }) => ({
    subject: '候补已结束 / Your place on the waitlist has ended',
    text: `候补已失效：${subjects}。原因：${waitEnd(reason).zh}。\nYour place on the waitlist has ended: ${subjects}. Reason: ${waitEnd(reason).en}.`,
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
  reviewApproved: () => ({
    subject: 'CET6资格复核：复核通过 / CET-6 re-check approved',
    text: '您的英语六级资格复核已通过，报名时间内可以报考英语六级，本次结果在以后的考次同样有效。\nYour CET-6 re-check is approved: you may register for CET-6 while online registration is open. It counts in later exam sessions too.',
  }),
  reviewRejected: ({ reason }) => ({
    subject: 'CET6资格复核：复核失败 / CET-6 re-check rejected',
    text: `学校没有通过您的英语六级资格复核，原因：${reason}\n网上报名结束前可以修改后重新提交，或删除。\nYour school rejected your CET-6 re-check: ${reason}\nUntil online registration ends you may correct it and submit it again, or delete it.`,
  }),
  reviewExpired: () => ({
    subject: 'CET6资格复核：已失效 / CET-6 re-check lapsed',
    text: '网上报名已结束，学校未能在此之前复核，您的英语六级资格复核已失效。如有疑问请联系学校。\nOnline registration has ended before your school decided, so your CET-6 re-check has lapsed. Ask your school if you have questions.',
  }),
};

/** The words of a mail, Chinese and English. */
export function renderMail(template: MailTemplate, words: MessageWords): Mail {
  const { subject, text } = TEMPLATES[template](words);
  return { subject, text: text + FOOTER };
}

function yuan(amountFen: string | number | undefined): string {
  return (Number(amountFen) / 100).toFixed(2);
}
