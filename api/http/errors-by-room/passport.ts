import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `passport`. */
export const passportErrors = {
  SIGN_IN_REQUIRED: {
    status: 401,
    zh: '您还没有登录，或登录已结束，请登录后重试。',
    en: 'You are not signed in. Sign in and try again.',
  },
  SIGN_IN_OVER: {
    status: 404,
    zh: '这次登录已经结束，请刷新列表。',
    en: 'That device has already been signed out. Reload the list.',
  },
  WRONG_CREDENTIALS: {
    status: 401,
    zh: '账号或密码不正确，请核对报考省份、证件号码（或邮箱）与密码。',
    en: 'Wrong account or password. Check your exam province, ID number (or email) and password.',
  },
  SIGN_IN_LOCKED: {
    status: 429,
    zh: '登录失败次数过多，暂不接受密码。请将登录链接发送到您的邮箱，即可立即登录；或稍后再试。',
    en: 'Too many failed attempts, so no password is accepted for a while. Have a sign-in link emailed to you and sign in right away, or try again later.',
  },
  TEXT_EMAIL_UNVERIFIED: {
    status: 429,
    zh: '短信验证码发送过多，暂不能再发。请先验证邮箱再继续，或明天再试。',
    en: 'Too many verification codes have been texted, and none is sent for now. Verify your email first to go on, or try again tomorrow.',
  },
  ID_NUMBER_INVALID: {
    status: 400,
    zh: '证件号码与证件类型不符或校验位有误，请核对。',
    en: 'The ID number does not match the ID type, or its check digit is wrong. Check it against your ID.',
  },
  PASSWORD_WEAK: {
    status: 400,
    zh: '请重新设置密码：须为 8 至 128 个字符，同时含字母、数字和 !@#$%^&*_- 中的符号，全角字符不算在内。',
    en: 'Choose a password of 8 to 128 characters with letters, digits and one of !@#$%^&*_-; full-width characters do not count.',
  },
  PASSWORD_COMMON: {
    status: 400,
    zh: '这是常见密码，容易被猜中，请换一个。',
    en: 'This is a common password and easy to guess. Choose another one.',
  },
  PASSWORD_HIDDEN_CHARACTER: {
    status: 400,
    zh: '密码含有看不见的字符（如首尾的空格、零宽字符），下次可能无法照样输入。请清空后用键盘重新输入。',
    en: 'The password contains a hidden character (such as a space at the start or end, or a zero-width character), which may be hard to enter again. Clear it and type it again.',
  },
  PASSWORDS_DIFFER: {
    status: 400,
    zh: '两次输入的密码不一致，请重新输入。',
    en: 'The two passwords do not match. Enter them again.',
  },
  NUMBER_OF_RESIDENT_ID: {
    status: 400,
    zh: '这是居民身份证号码，请将证件类型改选为“居民身份证”。',
    en: 'This is a resident identity card number. Choose “Resident identity card” as the ID type.',
  },
  NUMBER_OF_RESIDENCE_PERMIT: {
    status: 400,
    zh: '这是港澳台居民居住证号码，请将证件类型改选为“港澳台居民居住证”。',
    en: 'This is a residence permit number. Choose “Residence permit for Hong Kong, Macao and Taiwan residents” as the ID type.',
  },
  EMAIL_TAKEN: {
    status: 409,
    zh: '该邮箱已是另一个通行证验证过的邮箱。请用那个通行证登录，或在本通行证中更改邮箱。',
    en: 'Another account has verified this email. Sign in to that account, or change the email of this one.',
  },
  LINK_INVALID: {
    status: 404,
    zh: '链接无效：可能没有复制完整，或末尾多了字符，或之后又更改过邮箱。请从最新的邮件中重新打开；仍无效请登录后在个人信息页重新发送。',
    en: 'This link is not valid: it may be incomplete or have extra characters at the end, or the email was changed since. Open it again from the latest email; if that fails, sign in and resend it from your profile.',
  },
  LINK_USED: {
    status: 410,
    zh: '邮箱已验证：这个链接已使用过，无需再次验证，可以继续报名。',
    en: 'Your email is verified: this link has already been used and there is nothing more to do. You can go on.',
  },
  LINK_EXPIRED: {
    status: 410,
    zh: '链接已过期，或因之后更改过密码、又申请过更改邮箱而作废。有更新的邮件请打开其中的链接；没有请登录后在个人信息页重新发送。',
    en: 'This link has expired, or is no longer valid because the password was changed or another change of email was asked for since. Open the link of the latest email, if there is one; otherwise sign in and resend it from your profile.',
  },
  ALREADY_VERIFIED: {
    status: 409,
    zh: '邮箱已验证，无需再次验证，可以继续报名。',
    en: 'Your email is already verified and there is nothing more to do. You can go on.',
  },
  RESET_LINK_INVALID: {
    status: 404,
    zh: '重设密码的链接无效：可能没有复制完整，或末尾多了字符，或之后更改过邮箱。请从最新的邮件中重新打开，或重新获取链接。',
    en: 'This password reset link is not valid: it may be incomplete or have extra characters at the end, or the email was changed since. Open it again from the latest email, or get a new link.',
  },
  RESET_LINK_USED: {
    status: 410,
    zh: '取得链接之后已设置过新密码，这个链接不再有效。请用新密码登录；不是您本人设置的，请重新获取链接。',
    en: 'A new password has been set since this link was sent, so the link no longer works. Sign in with the new password; if you did not set it, get a new link.',
  },
  RESET_IDENTITY_WRONG: {
    status: 403,
    zh: '证件号码或姓名与该通行证不符，请核对；仍不符请联系客服。',
    en: 'The ID number or name does not match this account. Check them; if they are right, contact support.',
  },
  RESET_LINK_EXPIRED: {
    status: 410,
    zh: '重设密码的链接已过期，请重新获取。',
    en: 'This link has expired. Get a new one.',
  },
  SIGN_IN_LINK_INVALID: {
    status: 404,
    zh: '登录链接无效：可能没有复制完整，或末尾多了字符，或之后更改过邮箱。请从最新的邮件中重新打开，或在登录页重新获取，或用密码登录。',
    en: 'This sign-in link is not valid: it may be incomplete or have extra characters at the end, or the email was changed since. Open it again from the latest email, get a new one on the sign-in page, or sign in with your password.',
  },
  SIGN_IN_LINK_USED: {
    status: 410,
    zh: '登录链接已使用过，或已被之后的操作作废（例如设置了新密码）。如需登录，请用密码，或在登录页重新获取。',
    en: 'This sign-in link has been used, or is no longer valid because of something done since, such as a new password. To sign in, use your password or get a new link on the sign-in page.',
  },
  SIGN_IN_LINK_EXPIRED: {
    status: 410,
    zh: '登录链接已过期，请在登录页重新获取，或用密码登录。',
    en: 'This sign-in link has expired. Get a new one on the sign-in page, or sign in with your password.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    zh: '没有查到最近一个考次已报名的账号。请核对证件类型、证件号码和姓名；仍查不到请联系学校。',
    en: 'No account registered in the latest exam session was found. Check ID type, ID number and name; if they are right, ask your school.',
  },
  ACCOUNT_RECOVERY_LOCKED: {
    status: 429,
    zh: '查询失败次数过多，请稍后再试。急用可请学校查询您的账号。',
    en: 'The account was looked for too often without success. Try again later, or ask your school, which can find it.',
  },
  PASSWORD_WRONG: {
    status: 403,
    zh: '密码不正确，请重新输入；忘记密码请使用“忘记密码”。',
    en: 'Wrong password. Try again, or use “Forgot password”.',
  },
  EMAIL_UNCHANGED: {
    status: 409,
    zh: '新邮箱与现在的邮箱相同，请输入另一个邮箱。',
    en: 'This is already your email. Enter a different one.',
  },
  PROFILE_LOCKED: {
    status: 409,
    zh: '您在进行中的考次已报名，或资格复核未复核、已通过，姓名和证件不能更改。未支付的可先删除报名信息；否则请联系学校。',
    en: 'You are registered in an open exam session, or have a review request there that is not reviewed yet or approved, so your name and ID cannot be changed. If nothing is paid, delete the registration first; otherwise ask your school.',
  },
  CODE_WRONG: {
    status: 400,
    zh: '短信验证码不正确，请核对后重新输入。',
    en: 'Wrong verification code. Check the text message and enter it again.',
  },
  CODE_EXPIRED: {
    status: 410,
    zh: '短信验证码已失效，请重新获取。',
    en: 'The verification code is no longer valid. Get a new one.',
  },
  PASSPORT_CLAIMING: {
    status: 403,
    zh: '该证件号码已有通行证，本通行证不能报名。请用原通行证登录；无法登录时请联系客服，提供通行证ID办理换绑。',
    en: 'Another account has this ID number, so you cannot register with this one. Sign in to the other account; if you cannot, give support this account ID and ask them to move your registration.',
  },
  ID_NUMBER_RESERVED: {
    status: 403,
    zh: '该证件号码已有通行证。如果也是您的，请用那个通行证登录；否则请先验证本通行证的邮箱，再联系客服办理换绑。',
    en: 'Another account has this ID number. If it is yours too, sign in to that one; otherwise verify the email of this account first, then ask support to move your registration.',
  },
  PROVINCE_REQUIRED: {
    status: 400,
    zh: '请先在“资格信息查询”页选择报考省份。',
    en: 'First choose your exam province on the page “Find your student record”.',
  },
} satisfies ErrorTable;
