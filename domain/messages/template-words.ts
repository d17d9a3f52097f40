import type { CodeWords } from '../cells/export-cell.ts';
import type { MailTemplate, TextTemplate } from './message.ts';

/** What each mail and text to a candidate is called where staff see that it was sent. */
export const MESSAGE_WORDS: CodeWords<MailTemplate | TextTemplate> = {
  verifyEmail: { zh: '请验证邮箱', en: 'Verify your email' },
  verifyMobile: { zh: '短信验证码', en: 'Verification code' },
  changeEmail: { zh: '请确认新邮箱', en: 'Confirm your new email' },
  emailChangeAsked: { zh: '有人申请更改邮箱', en: 'Request to change the email' },
  emailChanged: { zh: '邮箱已更改', en: 'Email changed' },
  resetPassword: { zh: '重设密码', en: 'Reset the password' },
  passwordChanged: { zh: '密码已更改', en: 'Password changed' },
  numberLost: { zh: '证件号码已归另一个通行证', en: 'ID number belongs to another account' },
  numberReserved: { zh: '证件号码已归本通行证', en: 'ID number belongs to this account' },
  rebindAsked: { zh: '有人申请换绑', en: 'Request to move the registration' },
  rebindRejected: { zh: '换绑申请未通过', en: 'Registration not moved' },
  passportRebound: { zh: '换绑已完成', en: 'Registration moved' },
  passportClosed: { zh: '通行证已换绑并关闭', en: 'Account closed' },
  entryPaid: { zh: '支付成功', en: 'Payment received' },
  paymentDue: { zh: '请尽快支付', en: 'Pay to keep the seat' },
  registrationSaved: { zh: '报名信息已保存', en: 'Registration saved' },
  seatsTaken: { zh: '座位已保留', en: 'Seat held' },
  entryExpired: { zh: '未支付的科目已取消', en: 'Unpaid subject cancelled' },
  waitlistJoined: { zh: '已提交候补', en: 'On the waitlist' },
  waitlistPromoted: { zh: '候补成功，请支付', en: 'Seat from the waitlist, pay now' },
  waitlistCancelled: { zh: '候补已取消', en: 'Left the waitlist' },
  waitlistEnded: { zh: '候补已失效', en: 'Place on the waitlist ended' },
  registrationDeleted: { zh: '报名信息已删除', en: 'Registration deleted' },
  refundRequested: { zh: '退款处理中', en: 'Being refunded' },
  refundDone: { zh: '退款已完成', en: 'Refund completed' },
  reviewApproved: { zh: '资格复核：复核通过', en: 'Eligibility review: approved' },
  reviewRejected: { zh: '资格复核：复核失败', en: 'Eligibility review: rejected' },
  reviewExpired: { zh: '资格复核：已失效', en: 'Eligibility review: expired' },
};
