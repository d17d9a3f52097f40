import type { StaffMailTemplate } from '../../domain/messages/message.ts';
import type { Mail, MessageWords } from './message-words.ts';

const ONCE = '链接只能使用一次，请勿转发给任何人。 The link works once. Do not forward it.';
const NOT_YOU =
  '如果不是您本人操作，请立即告知上级管理员。 If this was not you, tell the administrator of your account at once.';

/** Mails to staff, Chinese and English. */
export const STAFF_TEMPLATES: Record<StaffMailTemplate, (words: MessageWords) => Mail> = {
  staffInvitation: ({ account, link, deadline }) => ({
    subject: '您的工作人员账号已开通 / Your staff account',
    text: `已为您开通工作人员控制台的账号：${account}。请在 ${deadline}（北京时间）之前打开下面的链接，设置只有您自己知道的密码：\nYou have been given an account for the staff console: ${account}. Before ${deadline} (Beijing time) open this link and choose a password that only you know:\n\n${link}\n\n${ONCE}\n如果您不认识此账号，请忽略本邮件。 If you do not recognise this account, ignore this email.`,
  }),
  staffPasswordLink: ({ account, link, deadline }) => ({
    subject: '设置工作人员账号的新密码 / New password for your staff account',
    text: `您本人或上级管理员申请重设账号 ${account} 的密码。请在 ${deadline}（北京时间）之前打开下面的链接，设置新密码；已绑定身份验证器的，还需输入动态验证码：\nYou or the administrator of your account asked for a new password for ${account}. Before ${deadline} (Beijing time) open this link and choose one; if you use an authenticator, you will also need its code:\n\n${link}\n\n${ONCE}\n${NOT_YOU}`,
  }),
  staffVerifyEmail: ({ account, link, deadline }) => ({
    subject: '请验证工作人员账号的邮箱 / Verify the email of your staff account',
    text: `账号 ${account} 将使用本邮箱。请在 ${deadline}（北京时间）之前打开下面的链接，输入密码并点击“验证”；在此之前不会有任何更改：\nThe account ${account} will use this email. Before ${deadline} (Beijing time) open this link, enter the password and press “Verify”; nothing changes before then:\n\n${link}\n\n如果不是您本人操作，请忽略本邮件。 If this was not you, ignore this email.`,
  }),
  staffEmailChangeAsked: ({ account }) => ({
    subject: '有人申请更改您工作人员账号的邮箱 / Request to change the email of your staff account',
    text: `有人申请将账号 ${account} 改用另一个邮箱。新邮箱确认之前，本邮箱继续有效。\nSomebody has asked for the account ${account} to use a different email. This address stays in use until the new one is confirmed.\n\n${NOT_YOU}`,
  }),
  staffEmailChanged: ({ account }) => ({
    subject: '您的工作人员账号已改用另一个邮箱 / Your staff account now uses a different email',
    text: `账号 ${account} 已改用另一个邮箱，今后的邮件不再发送到本邮箱。\nThe account ${account} now uses a different email, and emails will no longer be sent to this one.\n\n${NOT_YOU}`,
  }),
  staffPasswordChanged: ({ account }) => ({
    subject: '您的工作人员账号的密码已更改 / The password of your staff account has been changed',
    text: `账号 ${account} 的密码已通过邮件中的链接更改，所有登录均已结束。\nThe password of ${account} has been changed with an emailed link, and all its devices have been signed out.\n\n${NOT_YOU}`,
  }),
};
