import type { MailTemplate, StaffMailTemplate } from '../../domain/messages/message.ts';
import { STAFF_TEMPLATES } from './staff-mails.ts';
import { waitEnd } from './wait-ends.ts';
import type { Mail, MessageWords } from './message-words.ts';

/** What every mail ends with. */
export const FOOTER =
  '\n\n全国大学英语四、六级考试网上报名 / CET online registration\n本邮件由系统自动发出，请勿回复。 This is an automatic email; please do not reply.';

/** What the attached calendar holds: the exam of what is paid, the deadline of what is not. */
const CALENDAR: Record<'exam' | 'deadline', string> = {
  exam: '\n\n打开附件，可将考试时间加入日历。 Open the attachment to add the exam time to your calendar.',
  deadline:
    '\n\n打开附件，可将支付截止时间加入日历。 Open the attachment to add the payment deadline to your calendar.',
};

const REFUND_REASONS: Record<string, { zh: string; en: string }> = {
  late: { zh: '付款到账时座位已释放', en: 'the payment arrived after the seat had been released' },
  paidTwice: { zh: '同一科目重复支付', en: 'the same subject was paid twice' },
  unknownOrder: { zh: '订单已失效', en: 'the order is no longer valid' },
};

/** The pages that mailed links open; the link's token is added to them. */
export const LINK_PATHS: Partial<Record<MailTemplate | StaffMailTemplate, string>> = {
  verifyEmail: '/verify-email',
  changeEmail: '/verify-email',
  resetPassword: '/reset-password',
  staffInvitation: '/staff/set-password',
  staffPasswordLink: '/staff/set-password',
  staffVerifyEmail: '/staff/verify-email',
};

const NOT_YOU =
  '如果不是您本人操作，请立即通过“忘记密码”重设密码，并联系客服。 If this was not you, reset your password at once and contact support.';

const NOT_YOURS = '如有疑问，请立即联系学校。 If anything is wrong, ask your school at once.';

/** The lines of what a mail is about, below its sentence; none once it is gone. */
const about = (lines: string | number | undefined) => (lines ? `\n${lines}` : '');

/** The amount due, where it is known. */
const due = (totalFen: string | number | undefined, unit: string) =>
  totalFen === undefined ? '' : ` ${yuan(totalFen)} ${unit}`;

/** Templates whose words stand elsewhere: whoever sends them sees them first, see `writtenMail`. */
type WrittenTemplate = 'paymentReminder' | 'writtenByStaff';

const TEMPLATES: Record<
  Exclude<MailTemplate, WrittenTemplate> | StaffMailTemplate | 'signInLink',
  (words: MessageWords) => Mail
> = {
  ...STAFF_TEMPLATES,
  verifyEmail: ({ link }) => ({
    subject: '请验证您的邮箱 / Please verify your email',
    text: `请在 24 小时内打开下面的链接，输入通行证密码，完成邮箱验证：\nOpen this link within 24 hours and enter your account password to verify your email:\n\n${link}\n\n如果本邮箱已是另一个通行证验证过的邮箱，请直接用那个通行证登录。 If another account has already verified this email, just sign in to that account.\n如果不是您本人注册，请忽略本邮件，不会有任何更改。 If you did not create an account, ignore this email and nothing will change.`,
  }),
  changeEmail: ({ link }) => ({
    subject: '请确认新邮箱 / Please confirm your new email',
    text: `请在 24 小时内打开下面的链接，输入通行证密码，之后通行证将改用本邮箱：\nOpen this link within 24 hours and enter your account password; your account will then use this email:\n\n${link}\n\n如果不是您本人操作，请忽略本邮件，不会有任何更改。 If this was not you, ignore this email and nothing will change.`,
  }),
  emailChangeAsked: () => ({
    subject: '有人申请更改您的邮箱 / Request to change your email',
    text: `有人申请将您的通行证改用另一个邮箱。新邮箱确认之前，本邮箱继续有效。\nSomebody has asked for your account to use a different email. This address stays in use until the new one is confirmed.\n\n${NOT_YOU}`,
  }),
  emailChanged: () => ({
    subject: '您的邮箱已更改 / Your email has been changed',
    text: `您的通行证已改用另一个邮箱，今后的通知不再发送到本邮箱。\nYour account now uses a different email, and notices will no longer be sent to this one.\n\n如果不是您本人操作，请立即联系客服。 If this was not you, contact support at once.`,
  }),
  resetPassword: ({ link }) => ({
    subject: '重设密码 / Reset your password',
    text: `请在 30 分钟内打开下面的链接，设置新密码。链接只能使用一次：\nOpen this link within 30 minutes to set a new password. It works once:\n\n${link}\n\n如果不是您本人操作，请忽略本邮件，密码不会更改。 If this was not you, ignore this email; your password will not change.`,
  }),
  signInLink: ({ link }) => ({
    subject: '登录链接 / Your sign-in link',
    text: `有人（应该是您本人）在登录受限时申请了登录链接。请在 30 分钟内打开链接并点击页面上的“登录”。链接只能使用一次，无需密码；多次申请的，每封邮件里的链接在有效期内都可以使用：\nSomebody, probably you, asked for a sign-in link because the account was not accepting its password. Open it within 30 minutes and press “Sign in” on the page. It works once and needs no password; if you asked more than once, the link in each email works while it is valid:\n\n${link}\n\n请勿把链接转发给任何人。如果不是您本人操作，请忽略本邮件：有人在尝试登录您的通行证，但没有成功。 Do not forward the link. If this was not you, ignore this email: somebody tried to sign in to your account and did not succeed.`,
  }),
  passwordChanged: () => ({
    subject: '您的密码已更改 / Your password has been changed',
    text: `您的通行证密码已更改，其他设备上的登录均已结束。\nThe password of your account has been changed, and all other devices have been signed out.\n\n${NOT_YOU}`,
  }),
  numberLost: ({ passportId }) => ({
    subject: '您的证件号码已归另一个通行证 / Your ID number now belongs to another account',
    text: `另一个通行证以同一证件号码完成了邮箱验证，且姓名与学籍一致；本通行证没有报名，姓名与学籍不一致，证件号码已归那个通行证。本通行证今后只能用邮箱登录，不能报名；当前的登录不受影响。\nAnother account with the same ID number has verified its email, and its name matches a student record; this account has no registration and its name matches none. The ID number now belongs to that account. From now on you can sign in to this account by email only and cannot register with it; devices signed in now stay signed in.\n\n如果证件号码是您本人的，请联系客服并提供通行证ID：${passportId}\nIf the ID number is yours, contact support and give them your account ID: ${passportId}`,
  }),
  numberReserved: () => ({
    subject: '证件号码已归您的通行证 / Your account now has your ID number',
    text: '您的通行证现在可以用证件号码登录和报名，无需换绑。\nYou can now sign in with your ID number and register. There is nothing else to do.',
  }),
  rebindAsked: () => ({
    subject: '有人申请将您的报名换绑到新的通行证 / Request to move your registration to a new account',
    text: `客服收到申请，要将您的证件号码及报名信息换绑到一个新的通行证，正在等待审批。\nSupport has received a request to move your ID number and registrations to a new account. It is waiting for approval.\n\n如果不是您本人申请，请立即联系客服，并提供本通行证的邮箱。 If this was not you, contact support at once and tell them the email of this account.`,
  }),
  rebindRejected: ({ reason }) => ({
    subject: '换绑申请未通过 / Your registration was not moved',
    text: `您的换绑申请未通过，原因：${reason}\n核对后可请客服重新提交。\nThe request to move your registration was rejected. Reason: ${reason}\nCheck the details, then ask support to submit it again.`,
  }),
  passportRebound: () => ({
    subject: '换绑已完成 / Your registration has moved to this account',
    text: '您的证件号码、报名信息和资格复核已换绑到本通行证，今后请用本通行证登录（证件号码或邮箱均可），原通行证已关闭。\nYour ID number, registrations and eligibility review requests have moved to this account. Sign in to this account from now on, with your ID number or email. The previous account is closed.',
  }),
  passportClosed: () => ({
    subject: '您的通行证已换绑并关闭 / Your account has been closed',
    text: '您的证件号码及报名信息已换绑到新的通行证，本邮箱对应的通行证已关闭，不能再登录。\nYour ID number and registrations have moved to a new account. The account with this email is closed, and you can no longer sign in to it.\n\n如果不是您本人申请，请立即联系客服。 If this was not you, contact support at once.',
  }),
  registrationCorrected: () => ({
    subject: '您的报名信息已更正 / Your registration has been corrected',
    text: `学校提交的报名信息更正（姓名、证件号码或照片）已审批通过，报名信息、学籍和通行证已一并更改。更改前后的内容见报名信息页的“报名记录”。证件号码有更正的，今后请用新的证件号码登录；已打印准考证的，请重新打印。\nA correction of your name, ID number or photo that your school submitted has been approved; your registration, student record and account have been changed together. What it was and is now stands in the history on the registration page. If your ID number was corrected, sign in with the new one; if you have printed an admission ticket, print it again.\n\n${NOT_YOURS}`,
  }),
  registrationSaved: ({ deadline }) => ({
    subject: '报名信息已保存，请选择科目 / Registration saved: choose your subjects',
    text: `报名信息已保存，但还没有报名成功。请在 ${deadline}（北京时间）之前报考科目，再按时支付；到时没有报考科目的，报名信息将被删除。\nYour registration is saved, but you are not registered for any test yet. Choose your subjects before ${deadline} (Beijing time), then pay in time. If you have chosen none by then, the registration will be deleted.`,
  }),
  seatsTaken: ({ subjects, subjectsEn, deadline, lines, linesEn, totalFen, site }) => ({
    subject: '座位已保留，请按时支付 / Seats held: pay in time',
    text: `座位已为您保留：${subjects}。请在 ${deadline}（北京时间）之前支付${due(totalFen, '元')}，逾期释放座位。支付后才算报名成功。${about(lines)}\n登录支付：${site}\n\nHeld for you: ${subjectsEn}. Pay${due(totalFen, 'yuan')} before ${deadline} (Beijing time); unpaid seats are released. You are registered only once you have paid.${about(linesEn)}\nSign in and pay: ${site}`,
  }),
  entryPaid: ({ orderNo, amountFen, subjects, subjectsEn, lines, linesEn }) => ({
    subject: '支付成功，报名完成 / Payment received: you are registered',
    text: `您已支付 ${yuan(amountFen)} 元，报名成功：${subjects}。订单号 ${orderNo}。${about(lines)}\n\nWe have received ${yuan(amountFen)} yuan. You are registered for ${subjectsEn}. Order number ${orderNo}.${about(linesEn)}`,
  }),
  paymentDue: ({ subjects, subjectsEn, deadline, lines, linesEn, totalFen, site }) => ({
    subject: '请尽快支付，逾期释放座位 / Pay now to keep your seats',
    text: `以下科目尚未支付：${subjects}。请在 ${deadline}（北京时间）之前支付${due(totalFen, '元')}，逾期释放座位。${about(lines)}\n登录支付：${site}\n\nNot paid yet: ${subjectsEn}. Pay${due(totalFen, 'yuan')} before ${deadline} (Beijing time); unpaid seats are released.${about(linesEn)}\nSign in and pay: ${site}`,
  }),
  entryExpired: ({ subjects, subjectsEn }) => ({
    subject: '未支付的科目已取消 / Unpaid subject cancelled',
    text: `截止时间前未完成支付，以下科目已取消，座位已释放：${subjects}。报名时间内可以重新报考。\n\nCancelled because it was not paid before the deadline, and the seat was released: ${subjectsEn}. You can register again while online registration is open.`,
  }),
  waitlistJoined: ({ subjects, subjectsEn }) => ({
    subject: '已提交候补 / You are on the waitlist',
    text: `您已提交候补：${subjects}。有座位时，按提交的先后顺序自动为您保留，并以邮件和短信通知您支付的截止时间。可在报名信息页查看候补顺序或取消候补。\nYou are on the waitlist for: ${subjectsEn}. Seats are given out first come, first served; when one is held for you, we will tell you by email and text message when to pay. You can see your position or leave the waitlist on the registration page.`,
  }),
  waitlistCancelled: ({ subjects, subjectsEn }) => ({
    subject: '候补已取消 / You have left the waitlist',
    text: `您已取消候补：${subjects}。再次候补，须从队尾重新排起。\nYou have left the waitlist for: ${subjectsEn}. If you join again, you start at the end.`,
  }),
  waitlistPromoted: ({ subjects, subjectsEn, deadline, lines, linesEn, totalFen, site }) => ({
    subject: '候补成功，请尽快支付 / A seat is held for you: pay now',
    text: `候补成功，座位已为您保留：${subjects}。请在 ${deadline}（北京时间）之前支付${due(totalFen, '元')}，逾期释放座位。${about(lines)}\n登录支付：${site}\n\nA seat from the waitlist is held for you: ${subjectsEn}. Pay${due(totalFen, 'yuan')} before ${deadline} (Beijing time), or it will be released.${about(linesEn)}\nSign in and pay: ${site}`,
  }),
  waitlistEnded: ({ subjects, subjectsEn, reason }) => ({
    subject: '候补已失效 / Your place on the waitlist has ended',
    text: `候补已失效：${subjects}。原因：${waitEnd(reason).zh}。\nYour place on the waitlist has ended: ${subjectsEn}. Reason: ${waitEnd(reason).en}.`,
  }),
  registrationDeleted: () => ({
    subject: '报名信息已删除 / Your registration has been deleted',
    text: '在保留时间内没有报考科目，报名信息已删除。报名时间内可以重新报名。\nNo subject was chosen in the time for which a registration without any is kept, so it has been deleted. You can register again while online registration is open.',
  }),
  refundRequested: ({ orderNo, amountFen, reason }) => ({
    subject: '退款处理中 / Your payment is being refunded',
    text: `因${REFUND_REASONS[String(reason)]?.zh ?? '报名已失效'}，订单 ${orderNo} 的 ${yuan(amountFen)} 元将全额原路退回。\nBecause ${REFUND_REASONS[String(reason)]?.en ?? 'the registration is no longer valid'}, the full ${yuan(amountFen)} yuan of order ${orderNo} will be returned to the account you paid from.`,
  }),
  refundDone: ({ orderNo }) => ({
    subject: '退款已完成 / Refund completed',
    text: `订单 ${orderNo} 的款项已全额原路退回。\nOrder ${orderNo} has been refunded in full to the account you paid from.`,
  }),
  reviewApproved: () => ({
    subject: 'CET6资格复核：复核通过 / CET-6 eligibility review: approved',
    text: '您的英语六级资格复核已通过，报名时间内可以报考英语六级，本次结果在以后的考次同样有效。\nYour CET-6 eligibility review is approved: you can register for CET-6 while online registration is open. The result counts in later exam sessions too.',
  }),
  reviewRejected: ({ reason }) => ({
    subject: 'CET6资格复核：复核失败 / CET-6 eligibility review: rejected',
    text: `学校没有通过您的英语六级资格复核，原因：${reason}\n网上报名结束前可以修改后重新提交，或删除。\nYour school did not approve your CET-6 eligibility review. Reason: ${reason}\nUntil online registration ends you can correct it and submit it again, or delete it.`,
  }),
  reviewReset: ({ reason }) => ({
    subject: 'CET6资格复核：重新复核 / CET-6 eligibility review: looked at again',
    text: `学校撤回了对您的英语六级资格复核的处理结果，原因：${reason}\n请以新的结果为准，处理后会再次通知您。\nYour school has taken back its decision on your CET-6 eligibility review. Reason: ${reason}\nYou will be told of the new decision, which is the one that counts.`,
  }),
  reviewExpired: () => ({
    subject: 'CET6资格复核：已失效 / CET-6 eligibility review: expired',
    text: '网上报名已结束，学校未能在此之前复核，您的英语六级资格复核已失效。如有疑问请联系学校。\nOnline registration ended before your school had reviewed your request, so your CET-6 eligibility review has expired. Ask your school if you have questions.',
  }),
};

/** The words of a mail, Chinese and English. */
export function renderMail(template: keyof typeof TEMPLATES, words: MessageWords): Mail {
  const { subject, text } = TEMPLATES[template](words);
  return {
    subject,
    text:
      text +
      (words.calendar === undefined ? '' : CALENDAR[template === 'entryPaid' ? 'exam' : 'deadline']) +
      FOOTER,
  };
}

function yuan(amountFen: string | number | undefined): string {
  return (Number(amountFen) / 100).toFixed(2);
}
