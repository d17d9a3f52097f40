import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `rebind`. */
export const rebindErrors = {
  REBIND_NOT_MATCHED: {
    status: 404,
    zh: '通行证ID与邮箱不符，请与考生逐字核对新通行证的通行证ID和邮箱。',
    en: 'No account has this account ID and this email. Check both with the candidate, character by character.',
  },
  REBIND_NOT_CLAIMING: {
    status: 409,
    zh: '该通行证已持有证件号码，无需换绑，请考生直接登录。',
    en: 'This account already has its ID number, so no move is needed: the candidate can simply sign in.',
  },
  REBIND_EMAIL_UNVERIFIED: {
    status: 409,
    zh: '新通行证的邮箱尚未验证，请考生先打开验证邮件中的链接并输入密码完成验证，再提交换绑。',
    en: 'The email of the new account is not verified. Ask the candidate to open the link in the verification email and enter the password, then submit again.',
  },
  REBIND_NO_HOLDER: {
    status: 409,
    zh: '该证件号码已没有其他通行证持有，无需换绑，请考生在个人信息中重新保存证件号码。',
    en: 'No other account has this ID number any more, so no move is needed: ask the candidate to save the ID number again in the profile.',
  },
  REBIND_PENDING: {
    status: 409,
    zh: '涉及这两个通行证之一的换绑申请正在等待审批，请先处理该申请。',
    en: 'A move of one of these accounts is waiting for a decision. Have that decided first.',
  },
  REBIND_OUTDATED: {
    status: 409,
    zh: '提交之后通行证已有变化，不能通过。请驳回，并与考生核对后重新提交。',
    en: 'The accounts have changed since this was submitted, so it cannot be approved. Reject it, check with the candidate, and submit again.',
  },
} satisfies ErrorTable;
