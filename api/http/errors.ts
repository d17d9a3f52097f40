import type { TicketRefusal } from '../../domain/registration/printable-tickets.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { formatMoment, type Language } from '../../domain/moments.ts';
import type { TicketProblem } from '../../domain/roll/cet4-ticket.ts';
import type { WindowMoment } from '../../domain/exam-session/windows.ts';
import { parameterTakes } from './parameter-words.ts';
import type { ProblemMembers } from './schemas.ts';

/** Codes of refusals made before a command reaches the rules: identity, form, traffic. */
type TransportErrorCode =
  | 'INVALID_INPUT'
  | 'UNKNOWN_FIELD'
  | 'BAD_CHARACTER'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'BODY_TOO_LARGE'
  | 'FOREIGN_ORIGIN'
  | 'SIGN_IN_REQUIRED'
  | 'ACTING_FOR_ANOTHER'
  | 'SIGN_IN_OVER'
  | 'STAFF_ONLY'
  | 'WRONG_CREDENTIALS'
  | 'STAFF_CREDENTIALS_WRONG'
  | 'TOO_MANY_ATTEMPTS'
  | 'SIGN_IN_LOCKED'
  | 'QUICK_PRINT_LOCKED'
  | 'TEXT_EMAIL_UNVERIFIED'
  | 'CAPTCHA_WRONG'
  | 'CAPTCHA_USED'
  | 'ID_NUMBER_INVALID'
  | 'NUMBER_OF_RESIDENT_ID'
  | 'NUMBER_OF_RESIDENCE_PERMIT'
  | 'PASSWORD_WEAK'
  | 'PASSWORD_COMMON'
  | 'PASSWORD_HIDDEN_CHARACTER'
  | 'PASSWORDS_DIFFER'
  | 'EMAIL_TAKEN'
  | 'LINK_INVALID'
  | 'LINK_USED'
  | 'LINK_EXPIRED'
  | 'ALREADY_VERIFIED'
  | 'RESET_LINK_INVALID'
  | 'RESET_LINK_USED'
  | 'RESET_LINK_EXPIRED'
  | 'SIGN_IN_LINK_INVALID'
  | 'SIGN_IN_LINK_USED'
  | 'SIGN_IN_LINK_EXPIRED'
  | 'RESET_IDENTITY_WRONG'
  | 'ACCOUNT_NOT_FOUND'
  | 'PASSWORD_WRONG'
  | 'EMAIL_UNCHANGED'
  | 'PROFILE_LOCKED'
  | 'CODE_WRONG'
  | 'CODE_EXPIRED'
  | 'PROVINCE_REQUIRED'
  | 'AGREEMENT_REQUIRED'
  | 'AGREEMENT_OUTDATED'
  | 'NO_ROLL_MATCH'
  | 'ROLL_CHANGED'
  | 'EXAM_SESSION_UNKNOWN'
  | 'EXAM_SESSION_NEEDED'
  | 'NO_EXAM_SESSION'
  | 'REGISTRATION_NOT_FOUND'
  | 'COMMAND_IN_FLIGHT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'REVIEW_TRIES_SPENT'
  | 'PROOF_SCORE_TOO_LOW'
  | 'NOT_ON_OWN_ROLLS'
  | 'NO_SUCH_REVIEW'
  | 'CANDIDATE_WITHOUT_PASSPORT'
  | 'QUICK_PRINT_NOT_FOUND'
  | 'QUICK_PRINT_LINK_INVALID'
  | 'QUICK_PRINT_LINK_OVER'
  | 'OPEN_IN_BROWSER'
  | 'CALENDAR_EMPTY'
  | 'EXCEPTION_HANDLED'
  | 'SIGN_IN_INCOMPLETE'
  | 'SECOND_FACTOR_WRONG'
  | 'SECOND_FACTOR_UNSET'
  | 'PASSWORD_UNCHANGED'
  | 'STAFF_ACCOUNT_EXISTS'
  | 'STAFF_ACCOUNT_NOT_KEPT'
  | 'STAFF_ACCOUNT_DISABLED'
  | 'STAFF_EMAIL_VERIFIED'
  | 'STAFF_LINK_INVALID'
  | 'STAFF_LINK_USED'
  | 'STAFF_LINK_EXPIRED'
  | 'SCOPE_UNFIT'
  | 'SCOPE_UNKNOWN'
  | 'OUT_OF_SCOPE'
  | 'PLACE_UNKNOWN'
  | 'SETTINGS_REFUSED'
  | 'SETTINGS_OUTDATED'
  | 'EXAM_SESSION_EXISTS'
  | 'SETTING_EXISTS'
  | 'IMPACT_UNSEEN'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_CUT_SHORT'
  | 'BATCH_MOVED'
  | 'BATCH_BUSY'
  | 'BATCHES_OPEN'
  | 'COLUMNS_UNFIT'
  | 'BATCH_CLEARED'
  | 'EXPORT_TOO_LARGE'
  | 'EXPORT_FAILED'
  | 'EXPORT_GONE'
  | 'EXPORT_NOT_READY'
  | 'EXPORT_NOT_ALLOWED'
  | 'PHOTO_CHANGED'
  | 'PROOF_LIST_TOO_LARGE'
  | 'COUNT_CHANGED'
  | 'SCHOOL_NEEDED'
  | 'ROLL_ENTRY_CHANGED'
  | 'ROLL_ENTRY_FLAWED'
  | 'ROLL_NUMBER_TAKEN'
  | 'ROLL_ENTRY_SAVED'
  | 'LATE_WINDOW_WRONG'
  | 'LATE_LIST_CHANGED'
  | 'LATE_LIST_ENDED'
  | 'PROOF_EMPTY'
  | 'PROOF_TOO_LARGE'
  | 'PROOF_KIND'
  | 'PROOF_CUT_OFF'
  | 'PROOF_UNKNOWN'
  | 'INTERNAL';

export type ErrorCode = DomainErrorCode | TransportErrorCode | TicketProblem | TicketRefusal;

interface ErrorEntry {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 422 | 429 | 500 | 503;
  zh: string;
  en: string;
}

/** The only table of errors: code -> HTTP status, message, and what to do. */
export const ERRORS: Record<ErrorCode, ErrorEntry> = {
  INVALID_INPUT: {
    status: 400,
    zh: '提交的内容有误，请按提示修改后重试。',
    en: 'Something in the form is not right. Correct the marked fields and try again.',
  },
  UNKNOWN_FIELD: {
    status: 400,
    zh: '提交的内容含有这里没有的字段，未做任何更改。请刷新页面后重试；使用程序提交的，请删去所列字段。',
    en: 'The request contains fields that do not exist here, so nothing was changed. Reload the page and try again; if you use a program, remove the fields listed.',
  },
  BAD_CHARACTER: {
    status: 400,
    zh: '提交的内容含有此处不允许或无法识别的字符 {character}，请核对后重新输入：号码和邮箱请用英文输入法，汉字请用系统自带的输入法输入同一个标准字（造字、旧字库的字请勿复制）。',
    en: 'What you entered contains {character}, which is not allowed here or cannot be read. Look at it and type it again: numbers and addresses in Latin letters and digits, a Han character with your system’s own input method (do not copy it from a custom font).',
  },
  NOT_FOUND: {
    status: 404,
    zh: '没有这个页面或数据，请检查地址。',
    en: 'There is nothing at this address. Check it and try again.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    zh: '此地址不支持该操作，请从本站页面操作。',
    en: 'This address does not support that action. Use the pages of this site.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    zh: '提交的内容过大，请缩减后重试。',
    en: 'What was sent is too large. Shorten it and try again.',
  },
  FOREIGN_ORIGIN: {
    status: 403,
    zh: '请求并非来自本站页面，请从本站首页进入后重试。',
    en: 'The request did not come from this site. Open the home page and try again.',
  },
  SIGN_IN_REQUIRED: {
    status: 401,
    zh: '您还没有登录，或登录已结束，请登录后重试。',
    en: 'You are not signed in. Sign in and try again.',
  },
  ACTING_FOR_ANOTHER: {
    status: 409,
    zh: '此页面不是为现在登录的账号打开的，没有办理任何事项。请刷新页面，核对登录人后再办理。',
    en: 'This page was opened for a different account from the one now signed in, so nothing was done. Reload it, check who is signed in, and try again.',
  },
  SIGN_IN_OVER: {
    status: 404,
    zh: '这次登录已经结束，请刷新列表。',
    en: 'That device has already been signed out. Reload the list.',
  },
  STAFF_ONLY: {
    status: 403,
    zh: '仅限有权限的工作人员使用，请用相应账号登录。',
    en: 'Only staff with the right role may do this. Sign in with such an account.',
  },
  WRONG_CREDENTIALS: {
    status: 401,
    zh: '账号或密码不正确，请核对报考省份、证件号码（或邮箱）与密码。',
    en: 'Wrong account or password. Check your exam province, ID number (or email) and password.',
  },
  STAFF_CREDENTIALS_WRONG: {
    status: 401,
    zh: '账号或密码不正确，请核对。忘记密码可由下方链接重设，或请上级重设。',
    en: 'Wrong account or password. Check both. If you have forgotten the password, reset it with the link below, or ask the level above to reset it.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    zh: '尝试次数过多，请稍后再试。',
    en: 'Too many attempts. Wait a while and try again.',
  },
  SIGN_IN_LOCKED: {
    status: 429,
    zh: '登录失败次数过多，暂不接受密码。请将登录链接发送到您的邮箱，即可立即登录；或稍后再试。',
    en: 'Too many failed attempts, so no password is accepted for a while. Have a sign-in link emailed to you and sign in right away, or try again later.',
  },
  QUICK_PRINT_LOCKED: {
    status: 429,
    zh: '快速打印失败次数过多，请登录后打印准考证，或稍后再试。',
    en: 'Quick print has failed too often. Sign in and print your ticket there, or try again later.',
  },
  TEXT_EMAIL_UNVERIFIED: {
    status: 429,
    zh: '今天向该手机号码发送的短信验证码过多。请先验证邮箱再继续，或明天再试。',
    en: 'Too many verification codes were sent to this mobile number today. Verify your email first to go on, or try again tomorrow.',
  },
  CAPTCHA_WRONG: {
    status: 400,
    zh: '安全验证没有通过，或已过期，请重新进行。',
    en: 'The security check did not pass or has expired. Run it again.',
  },
  CAPTCHA_USED: {
    status: 400,
    zh: '这次安全验证已使用过，请重新进行。',
    en: 'This security check has already been used. Run it again.',
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
    zh: '链接已过期，或因之后更改过密码而作废，请登录后在个人信息页重新发送。',
    en: 'This link has expired, or is no longer valid because the password was changed. Sign in and resend it from your profile.',
  },
  ALREADY_VERIFIED: {
    status: 409,
    zh: '邮箱已验证，无需再次验证，可以继续报名。',
    en: 'Your email is already verified and there is nothing more to do. You can go on.',
  },
  RESET_LINK_INVALID: {
    status: 404,
    zh: '重设密码的链接无效，可能没有复制完整，或末尾多了字符。请从最新的邮件中重新打开，或重新获取链接。',
    en: 'This password reset link is not valid; it may be incomplete or have extra characters at the end. Open it again from the latest email, or get a new link.',
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
    zh: '登录链接无效，可能没有复制完整，或末尾多了字符。请从最新的邮件中重新打开，或在登录页重新获取，或用密码登录。',
    en: 'This sign-in link is not valid; it may be incomplete or have extra characters at the end. Open it again from the latest email, get a new one on the sign-in page, or sign in with your password.',
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
  AGREEMENT_REQUIRED: {
    status: 409,
    zh: '请先阅读并同意报名协议和诚信承诺书。',
    en: 'Read and accept the agreement and the integrity pledge first.',
  },
  AGREEMENT_OUTDATED: {
    status: 409,
    zh: '协议已更新，请阅读新版本后再同意。',
    en: 'The agreement has been updated. Read the new version and accept it.',
  },
  ROLL_CHECK_NOT_OPEN: {
    status: 409,
    zh: '资格确认尚未开始或已结束，请查看首页的时间安排。',
    en: 'The eligibility check is not open now. See the dates on the home page.',
  },
  NO_ROLL_MATCH: {
    status: 404,
    zh: '在所选省份没有查到您的学籍信息。若报考省份选错请在“资格信息查询”页更改；若姓名或证件有误请更改个人信息；若另有通行证请用它登录；邮箱未验证的请先验证；否则请联系学校。',
    en: 'No student record of yours was found in this province. If the province is wrong, change it on the page “Find your student record”; if your name or ID is wrong, change your profile; if you have another account, sign in to that one; if your email is not verified, verify it first. Otherwise ask your school.',
  },
  ROLL_CHANGED: {
    status: 409,
    zh: '学校刚刚更新了您的学籍信息，请重新核对后再保存。',
    en: 'Your school has just updated your student record. Check it again, then save.',
  },
  EXAM_SESSION_UNKNOWN: {
    status: 404,
    zh: '没有这个考次。请核对考次代码（如 2026-2），或重新选择考次。',
    en: 'This exam session does not exist. Check its code, such as 2026-2, or choose another.',
  },
  NO_EXAM_SESSION: {
    status: 404,
    zh: '还没有开放过考次，请待考试中心创建并开放第一个考次后再查看。',
    en: 'No exam session has been opened yet. Come back once the centre has created and opened the first one.',
  },
  EXAM_SESSION_NEEDED: {
    status: 422,
    zh: '现有多个已开放的考次，请填写考次代码，以免办到别的考次。',
    en: 'Several exam sessions are open. Name the one that this is for by its code, so that no other one is changed.',
  },
  REGISTRATION_NOT_FOUND: {
    status: 404,
    zh: '您在本考次还没有报名，请从首页开始报名。',
    en: 'You have not registered for this exam session. Start from the home page.',
  },
  COMMAND_IN_FLIGHT: {
    status: 409,
    zh: '上一个操作还在处理中，请稍候几秒再试。',
    en: 'Your last action is still being processed. Wait a few seconds and try again.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    zh: '同一个 Idempotency-Key 已用于其他内容，请刷新页面后重试。',
    en: 'This Idempotency-Key was used for another request. Use a new key.',
  },
  SIGN_IN_INCOMPLETE: {
    status: 403,
    zh: '登录尚未完成，请先按登录页的提示输入动态验证码、修改临时密码或绑定身份验证器。',
    en: 'Your sign-in is not complete. Enter the code of your authenticator, replace the temporary password, or set up an authenticator first, as the sign-in page says.',
  },
  SECOND_FACTOR_WRONG: {
    status: 400,
    zh: '动态验证码或恢复码不正确，或已使用过。请等身份验证器显示下一个动态验证码后再输入。',
    en: 'The code is wrong or was used already. Wait for the next code of your authenticator and enter that.',
  },
  SECOND_FACTOR_UNSET: {
    status: 409,
    zh: '尚未绑定身份验证器，请先绑定。',
    en: 'No authenticator is set up. Set one up first.',
  },
  PASSWORD_UNCHANGED: {
    status: 400,
    zh: '新密码与临时密码相同，请设置另一个密码。',
    en: 'This is the temporary password. Choose another one.',
  },
  STAFF_ACCOUNT_EXISTS: {
    status: 409,
    zh: '已有此账号，请换一个账号名；停用的账号可以重新启用。',
    en: 'There is such an account. Choose another name, or enable it again if it is disabled.',
  },
  STAFF_ACCOUNT_NOT_KEPT: {
    status: 403,
    zh: '只能管理本级范围内、级别低于您的账号，请核对角色和范围。',
    en: 'You keep only accounts of the levels below yours, inside your scope. Check role and scope.',
  },
  STAFF_ACCOUNT_DISABLED: {
    status: 409,
    zh: '此账号已停用，没有重设密码，也没有发送邮件。请先启用此账号，再重设密码。',
    en: 'This account is disabled, so its password was not reset and nothing was sent. Enable the account first, then reset its password.',
  },
  STAFF_EMAIL_VERIFIED: {
    status: 409,
    zh: '此邮箱已由本人验证，只能由本人在“账号安全”页更改。本人无法收信的，请停用此账号并新建一个。',
    en: 'The owner of this account has verified this email, so only they can change it, on the page “My sign-in”. If they can no longer read its emails, disable the account and make a new one.',
  },
  STAFF_LINK_INVALID: {
    status: 404,
    zh: '链接无效：可能没有复制完整，或末尾多了字符，或账号的邮箱之后有更改，或账号已停用。请从最新的邮件中重新打开；仍无效请重新获取，或联系上级管理员。',
    en: 'This link is not valid: it may be incomplete or have extra characters at the end, or the email of the account was changed since, or the account is disabled. Open it again from the latest email; if that fails, get a new one, or ask the administrator of your account.',
  },
  STAFF_LINK_USED: {
    status: 410,
    zh: '链接已使用过，或已被之后的操作作废。请登录；仍需要的请重新获取，或联系上级管理员。',
    en: 'This link has been used, or is no longer valid because of something done since. Sign in; if you still need one, get a new link, or ask the administrator of your account.',
  },
  STAFF_LINK_EXPIRED: {
    status: 410,
    zh: '链接已过期，请重新获取，或联系上级管理员重新发送。',
    en: 'This link has expired. Get a new one, or ask the administrator of your account.',
  },
  SCOPE_UNFIT: {
    status: 400,
    zh: '范围与角色不符，请核对：学校审核员和学校管理员填 5 位学校代码，院系工作人员填“学校代码/院系名称”，省级管理员填 2 位省份代码，其他角色填 *。',
    en: 'The scope does not fit the role. Enter the 5 digits of a school for reviewers and school admins, a school and its college (99101/name) for college clerks, the 2 digits of a province for its admins, and * for others.',
  },
  SCOPE_UNKNOWN: {
    status: 400,
    zh: '没有这个省份、学校或院系，请核对。',
    en: 'There is no such province, school or college. Check the scope.',
  },
  EXCEPTION_HANDLED: {
    status: 409,
    zh: '这一条已由他人处理，请刷新列表后查看处理结果。',
    en: 'Somebody has handled this line already. Reload the list to see what was done.',
  },
  INTERNAL: {
    status: 500,
    zh: '系统出错，请稍后重试；仍不行请告知客服请求编号。',
    en: 'Something went wrong on our side. Try again; if it keeps happening, give support the request ID.',
  },

  NOT_SAVED: {
    status: 404,
    zh: '您在本考次还没有报名，请从首页开始报名。',
    en: 'You have not registered for this exam session. Start from the home page.',
  },
  NOT_YOURS: {
    status: 403,
    zh: '这不是您的报名信息，请用本人的通行证登录。',
    en: 'This is not your registration. Sign in to your own account.',
  },
  CANDIDATE_TAKEN: {
    status: 409,
    zh: '该学籍已由另一个通行证报名，请联系学校核实。',
    en: 'Another account has registered with this student record. Ask your school to check.',
  },
  PASSPORT_ALREADY_BOUND: {
    status: 409,
    zh: '您的通行证在本考次已用另一条学籍报名，请在报名信息页继续；学籍选错请联系学校。',
    en: 'You have registered with another student record in this exam session. Go on from the registration page; if it is the wrong record, ask your school.',
  },
  NO_ELIGIBLE_SUBJECT: {
    status: 409,
    zh: '您没有资格科目，请联系学校。',
    en: 'You have no eligible subjects. Ask your school.',
  },
  REGISTRATION_NOT_OPEN: {
    status: 409,
    zh: '网上报名尚未开始，请在报名时间内再来。',
    en: 'Online registration has not opened yet. Come back within the registration period.',
  },
  REGISTRATION_CLOSED: {
    status: 409,
    zh: '网上报名已结束，不能再新报或更改。已报名的请查看报名信息页；未报名的请等候下一考次。',
    en: 'Online registration has ended, so you can no longer register or make changes. If you have registered, see your registration page; if not, wait for the next exam session.',
  },
  NOT_ELIGIBLE: {
    status: 409,
    zh: '英语六级须四级成绩达到要求，您暂时没有报考资格。以前的成绩达到要求的，请申请CET6资格复核。',
    en: 'You are not eligible for CET-6 yet, because it requires a higher CET-4 score than we have for you. If an earlier score of yours is high enough, request a CET-6 eligibility review.',
  },
  SUBJECT_BARRED: {
    status: 409,
    zh: '学校已设置您本考次不可报考该科目，请选择其他科目；如有疑问请联系学校。',
    en: 'Your school does not allow you to take this subject in this exam session. Choose another subject, or ask the school if you have questions.',
  },
  SUBJECT_NOT_OFFERED: {
    status: 409,
    zh: '该校区本考次未开设此科目，请选择其他科目或校区。',
    en: 'This campus does not offer this subject in this exam session. Choose another subject or campus.',
  },
  EXAM_TIME_UNSET: {
    status: 409,
    zh: '该科目在此校区的考试时间尚未公布，暂不能报考。请稍后再看，或咨询学校。',
    en: 'The exam time of this subject at this campus has not been announced, so you cannot choose it yet. Check again later, or ask the school.',
  },
  FEE_UNSET: {
    status: 409,
    zh: '该科目在此校区的报名费尚未公布，暂不能报考。请稍后再看，或咨询学校。',
    en: 'The fee for this subject at this campus has not been announced, so you cannot choose it yet. Check again later, or ask the school.',
  },
  SUBJECT_WINDOW_CLOSED: {
    status: 409,
    zh: '不在该科目的报名时间内，请查看表中的时间。',
    en: 'Registration for this subject is not open now. See its registration period on the page.',
  },
  CAMPUS_MANAGEMENT_ENDED: {
    status: 409,
    zh: '该校区的报名管理已结束，不能再选择。请选择其他校区或科目。',
    en: 'Registration at this campus has ended. Choose another campus or subject.',
  },
  CAMPUS_NOT_ALLOWED: {
    status: 409,
    zh: '您的校区不允许报考该校区，请选择列出的校区。',
    en: 'Your campus does not allow you to register there. Choose one of the campuses listed.',
  },
  LEVEL_TAKEN: {
    status: 409,
    zh: '同级别科目仅能报考一科。要改报，请先取消已报的未支付科目；已支付的不能改报。',
    en: 'Only one subject per level is allowed. You can cancel an unpaid one first; a paid one cannot be changed.',
  },
  WRITTEN_FIRST: {
    status: 409,
    zh: '请先报考同语种同级别的笔试。',
    en: 'Register for the written test of the same language and level first.',
  },
  WRITTEN_NOT_PAID: {
    status: 409,
    zh: '请先支付同级别的笔试。',
    en: 'Pay for the written test of the same level first.',
  },
  POOL_FULL: {
    status: 409,
    zh: '该科目在此校区已无剩余座位，请选择其他校区或稍后再看。',
    en: 'There are no seats left for this subject at this campus. Choose another campus or check again later.',
  },
  ALREADY_WAITING: {
    status: 409,
    zh: '同一级别只能候补一科，请先取消已有的候补。',
    en: 'You can be on only one waitlist per level. Leave the one you are on first.',
  },
  LATE_NO_WAITLIST: {
    status: 409,
    zh: '补报名没有候补，请选择还有座位的科目或校区。',
    en: 'There is no waitlist in late registration. Choose a subject or campus with seats left.',
  },
  LATE_NO_REVIEW: {
    status: 409,
    zh: '补报名不受理资格复核。如对资格有疑问，请联系学校。',
    en: 'Eligibility is not reviewed in late registration. Ask your school if you have questions.',
  },
  WAITLIST_CLOSED: {
    status: 409,
    zh: '该校区的候补已截止，不能再提交候补。请选择其他校区或科目。',
    en: 'The waitlist at this campus has closed. Choose another campus or subject.',
  },
  SEATS_LEFT: {
    status: 409,
    zh: '该科目尚有剩余座位，请直接报考。',
    en: 'There are seats left. Register for the subject directly.',
  },
  WAITLIST_ENTRY_NOT_FOUND: {
    status: 404,
    zh: '没有这条候补，可能已在别处取消、已候补成功或已失效；请查看最新的报名信息。',
    en: 'You are no longer on this waitlist: you may have left it elsewhere, been given a seat, or your place may have ended. See your registration as it is now.',
  },
  SUBJECT_TAKEN: {
    status: 409,
    zh: '您已报考该科目，无需重复报考；请在报名信息页查看并支付。',
    en: 'You have already registered for this subject. See it and pay for it on the registration page.',
  },
  ENTRY_NOT_FOUND: {
    status: 404,
    zh: '没有这条报考科目，可能已在别处取消或已到期；请查看最新的报名信息。',
    en: 'This subject is no longer in your registration; it may have been cancelled elsewhere or have expired. See your registration as it is now.',
  },
  ENTRY_PAID: {
    status: 409,
    zh: '已支付的科目不能取消或更改，报名有效；如有疑问请联系学校。',
    en: 'A paid subject cannot be cancelled or changed; your registration for it stands. Ask your school if you have questions.',
  },
  ORAL_STILL_TAKEN: {
    status: 409,
    zh: '请先取消同级别的口试，再取消笔试。',
    en: 'Cancel the oral test of the same level first.',
  },
  LAST_WRITTEN_KEPT: {
    status: 409,
    zh: '最后一个笔试科目不能单独取消。不再报考请使用“报名信息删除”；要改报，请先报考另一级别的笔试。',
    en: 'The last written test cannot be cancelled on its own. To withdraw, delete the registration; to switch, first register for the written test of the other level.',
  },
  ORDER_SETTLING: {
    status: 409,
    zh: '正在向支付平台确认，座位仍为您保留，请稍候再试。',
    en: 'We are checking with the payment platform and your seat is held. Try again in a moment.',
  },
  ORDER_NOT_FOUND: {
    status: 404,
    zh: '没有这个订单，请回到“订单详情”查看。',
    en: 'This order does not exist. Go back to “Orders”.',
  },
  NOTHING_TO_PAY: {
    status: 409,
    zh: '没有未支付的科目：可能已支付、已取消或已到期。请刷新报名信息页查看，需要时重新选择科目。',
    en: 'There is nothing left to pay: it may have been paid, cancelled or expired. Check the registration page, and choose a subject again if you need to.',
  },
  TRANSCRIPT_NOT_CHOSEN: {
    status: 409,
    zh: '请先选择成绩报告单形式，再支付。',
    en: 'Choose your kind of score report first, then pay.',
  },
  TRANSCRIPT_WINDOW_CLOSED: {
    status: 409,
    zh: '现在不在成绩报告单选择时间内，请在选择时间内再来；选择时间全部结束后，未选按仅电子处理。',
    en: 'Score reports cannot be chosen now. Come back within the times for choosing; if you have not chosen by the end of the last one, you get the electronic report only.',
  },
  LEVEL_NOT_TAKEN: {
    status: 409,
    zh: '您没有报考该级别的科目，请先报考，或只为已报考的级别选择。',
    en: 'You have no subject of this level. Register for one first, or choose only for the levels you have.',
  },
  PAYMENT_CLOSED: {
    status: 409,
    zh: '报名管理时间已结束，不能再支付。已经付款的，请在报名信息页点“支付遇到问题? 更新”；没有付款的，请等候下一考次。',
    en: 'The payment period has ended, so you can no longer pay. If you have paid, press “Payment problem? Refresh” on the registration page; if not, wait for the next exam session.',
  },
  DEADLINE_TOO_NEAR: {
    status: 409,
    zh: '离截止时间不足一分钟，已来不及支付。截止后请在报名信息页查看结果。',
    en: 'Less than a minute is left, which is too little to pay. After the deadline, see your registration page.',
  },
  TOO_MANY_ORDERS: {
    status: 409,
    zh: '本次报名的订单过多，请联系客服。',
    en: 'This registration has too many orders. Contact support.',
  },
  PAID_ENTRIES_STAY: {
    status: 409,
    zh: '已有科目支付成功，报名信息不能删除；网上报名期间，未支付的科目可以单独取消。',
    en: 'One of your subjects is paid, so the registration cannot be deleted. While registration is open, you can cancel unpaid subjects one by one.',
  },
  BAD_TICKET: {
    status: 400,
    zh: '准考证号应为 15 位数字，请核对四级笔试准考证号。',
    en: 'The ticket number has 15 digits. Check it against your CET-4 admission ticket.',
  },
  TICKET_TOO_OLD: {
    status: 400,
    zh: '2005 年以前的成绩不能网上申请，请联系学校代为申请。',
    en: 'Scores from before 2005 cannot be reviewed online. Ask your school to apply for you.',
  },
  NOT_CET4_TICKET: {
    status: 400,
    zh: '这不是英语四级笔试的准考证号，请核对。',
    en: 'This is not the ticket number of a CET-4 written test. Please check it.',
  },
  REVIEW_NOT_OFFERED: {
    status: 409,
    zh: '考生所在校区本考次未开设英语六级，无需申请资格复核，请报考其他科目。',
    en: 'The candidate’s campus does not offer CET-6 in this exam session, so there is nothing to review. Choose another subject.',
  },
  REVIEW_BARRED: {
    status: 409,
    zh: '学校已限制该考生本考次报考英语六级，请联系学校。',
    en: 'The school does not allow this candidate to take CET-6 in this exam session. Ask the school.',
  },
  REVIEW_NOT_NEEDED: {
    status: 409,
    zh: '已有英语六级的报考资格，无需复核，请直接报考。',
    en: 'Already eligible for CET-6, so no review is needed. Go on and register for it.',
  },
  REVIEW_NOT_MATCHED: {
    status: 409,
    zh: '没有查到符合条件的四级成绩，请核对准考证号，仍不行请联系学校。',
    en: 'No matching CET-4 score was found. Check the ticket number; if it is right, ask your school.',
  },
  REVIEW_TRIES_SPENT: {
    status: 429,
    zh: '今天的提交次数已用完，请明天再试或联系学校。',
    en: 'You have used all of today’s attempts. Try again tomorrow, or ask your school.',
  },
  REVIEW_EXISTS: {
    status: 409,
    zh: '本考次已有该考生的资格复核，请查看其状态。',
    en: 'There is already a review request for this candidate in this exam session. See its status.',
  },
  REVIEW_NOT_FOUND: {
    status: 404,
    zh: '没有这条资格复核，可能已删除，请刷新页面。',
    en: 'This review request does not exist; it may have been deleted. Reload the page.',
  },
  REVIEW_PENDING: {
    status: 409,
    zh: '学校尚未复核，期间不能修改或撤回，请按学校要求提供证明材料。',
    en: 'Your school has not reviewed it yet. You cannot change or withdraw it meanwhile; provide the proof it asks for.',
  },
  REVIEW_APPROVED: {
    status: 409,
    zh: '资格复核已通过，不能修改或删除，请直接报考英语六级。',
    en: 'The review is approved and cannot be changed or deleted. Go on and register for CET-6.',
  },
  REVIEW_EXPIRED: {
    status: 409,
    zh: '网上报名已结束，该资格复核已失效。有疑问请联系学校，下一考次可以重新申请。',
    en: 'Online registration has ended, so the review request has expired. Ask the school if you have questions; you can apply again in the next exam session.',
  },
  REVIEW_DECIDED: {
    status: 409,
    zh: '该资格复核已由他人处理或已撤销，请查看结果后处理下一条。',
    en: 'This review request has been decided or deleted meanwhile. See the result and go on to the next.',
  },
  REVIEW_CHANGED: {
    status: 409,
    zh: '该资格复核刚刚有变化（考生重新提交、同事撤回了处理或更改了证明材料），请核对新内容后再处理。',
    en: 'It has just changed: its candidate submitted it again, or somebody took a decision back or changed the proofs. Look at it, then decide.',
  },
  REVIEW_UNDECIDED: {
    status: 409,
    zh: '该资格复核尚未处理，没有可以撤回的结果，请直接处理。',
    en: 'This review request is not decided, so there is nothing to take back. Decide it.',
  },
  REVIEW_BY_RULE: {
    status: 409,
    zh: '该资格复核由系统按成绩记录通过，不能撤回；成绩记录有误的，请联系考试中心更正。',
    en: 'This review request was approved by a matching score record and stays. If the record is wrong, ask the centre to correct it.',
  },
  REVIEW_IN_USE: {
    status: 409,
    zh: '考生已凭此报考英语六级，结果不能撤回；确有问题的，请先请考生取消未支付的英语六级，或联系省级管理员。',
    en: 'The candidate has taken CET-6 by it, so the decision stays. Ask the candidate to cancel an unpaid CET-6 first, or ask the province.',
  },
  REVIEW_MAIL_LEFT: {
    status: 409,
    zh: '结果邮件已发给考生，要撤回请填写原因，考生会收到新的邮件。',
    en: 'The candidate has been told by email. To take the decision back, give a reason, which is emailed to the candidate.',
  },
  REVIEW_PROOFS_FULL: {
    status: 409,
    zh: '一条资格复核最多 10 份证明材料，未接收。请把几页合并成一个 PDF，或先移除传错的。',
    en: 'A review request has at most 10 proofs, so this one was not taken. Put pages into one PDF, or remove one sent by mistake.',
  },
  REVIEW_PROOF_NOT_YOURS: {
    status: 409,
    zh: '没有这份证明材料，或不是您上传的，未作更改。请刷新页面。',
    en: 'This proof is gone, or somebody else sent it, so nothing was changed. Reload the page.',
  },
  PROOF_SCORE_TOO_LOW: {
    status: 409,
    zh: '证明上的四级成绩未达到报考英语六级的要求，请核对成绩后再提交。',
    en: 'The CET-4 score on the proof is not high enough for CET-6. Check the score before you file.',
  },
  NO_SUCH_REVIEW: {
    status: 404,
    zh: '没有查到此证件号码的资格复核，请核对证件类型和号码；需要代为申请的请用“代考生申请”。',
    en: 'There is no review request for this ID number. Check type and number, or file one for the candidate.',
  },
  NOT_ON_OWN_ROLLS: {
    status: 404,
    zh: '本校本考次的学籍中没有此人，请核对证件类型、证件号码和姓名，或先导入学籍。',
    en: 'No student record of your school in this exam session matches. Check ID type, ID number and name, or import the record first.',
  },
  CANDIDATE_WITHOUT_PASSPORT: {
    status: 409,
    zh: '该考生还没有通行证，请先让考生用本人证件注册通行证。',
    en: 'The candidate has no account yet. Ask them to create one with their own ID first.',
  },
  REVIEW_FILED_BY_YOU: {
    status: 403,
    zh: '您代考生提交的资格复核须由另一位审核员处理，请转交同事。',
    en: 'You filed this review request, so somebody else must decide it. Hand it to another reviewer.',
  },
  TICKET_NO_ENTRY: {
    status: 409,
    zh: '您没有报考此类科目，没有准考证可打印；请核对考次和考试类别。',
    en: 'You have not registered for a test of this type, so there is no admission ticket. Check the exam session and the type of test.',
  },
  TICKET_NOT_PAID: {
    status: 409,
    zh: '科目没有支付成功，没有准考证可打印；已经付款的，请在报名信息页点“支付遇到问题? 更新”。',
    en: 'The subject is not paid, so there is no admission ticket. If you have paid, press “Payment problem? Refresh” on the registration page.',
  },
  TICKET_NOT_YET: {
    status: 409,
    zh: '准考证打印尚未开始，请在打印时间内再来。',
    en: 'Printing of admission tickets has not opened yet. Come back within the printing times.',
  },
  TICKET_PRINT_ENDED: {
    status: 409,
    zh: '准考证打印时间已结束，如仍需要请联系学校。',
    en: 'Printing of admission tickets has ended. Ask your school if you still need one.',
  },
  TICKET_NOT_ARRANGED: {
    status: 409,
    zh: '考场尚未编排，请稍后再试；临近考试仍未编排请联系学校。',
    en: 'Seating has not been arranged yet. Try again later; if the test is near, ask your school.',
  },
  TICKET_PHOTO: {
    status: 409,
    zh: '您的照片还没有审核合格，不能打印准考证。请联系学校更换或审核照片。',
    en: 'Your photo has not been accepted yet, so no admission ticket can be printed. Ask your school to replace or review it.',
  },
  TICKET_SCHOOL_PRINTS: {
    status: 409,
    zh: '该科目的准考证由考试学校统一打印，请按学校通知领取。',
    en: 'The exam school prints the admission tickets for this subject. Collect yours as the school tells you.',
  },
  TICKET_CANDIDATES_PRINT: {
    status: 409,
    zh: '该科目的准考证由考生自行打印；如需学校统一打印，请先在设置中选定该科目。',
    en: 'Candidates print the tickets of this subject themselves. For the school to print them, choose so in its settings first.',
  },
  QUICK_PRINT_NOT_FOUND: {
    status: 404,
    zh: '没有可快速打印的准考证：请核对姓名、证件类型和证件号码；若已关闭快速打印，请登录后打印。',
    en: 'No ticket was found for quick print. Check name, ID type and ID number; if you have switched quick print off, sign in to print.',
  },
  QUICK_PRINT_LINK_INVALID: {
    status: 404,
    zh: '准考证的打印链接不完整，或末尾多了字符，请重新复制完整，或回到“快速打印准考证”页重新查询。',
    en: 'This ticket link is incomplete or has extra characters at the end. Copy it again in full, or go back to the “Quick print” page and search again.',
  },
  CALENDAR_EMPTY: {
    status: 404,
    zh: '目前没有可以加入日历的支付截止时间或考试时间，请先报考科目。',
    en: 'There is no payment deadline or exam to add to a calendar yet. Register for a subject first.',
  },
  OPEN_IN_BROWSER: {
    status: 409,
    zh: '微信内不能支付。请在手机或电脑的浏览器中打开本站，再去支付。',
    en: 'You cannot pay inside WeChat. Open this site in a browser on your phone or computer and pay there.',
  },
  QUICK_PRINT_LINK_OVER: {
    status: 410,
    zh: '准考证的打印链接已失效，请回到“快速打印准考证”页重新查询。',
    en: 'This ticket link has expired. Go back to the “Quick print” page and search again.',
  },
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
  CORRECTION_NOT_SAVED: {
    status: 409,
    zh: '该考生没有已保存的报名信息，不需要双人更正。请在学籍页直接作人工更正。',
    en: 'This candidate has no saved registration, so no second person is needed. Correct the student record by hand.',
  },
  CORRECTION_PENDING: {
    status: 409,
    zh: '该考生已有一项报名信息更正在等待审批，请先处理那一项。',
    en: 'A correction of this registration is waiting for a decision. Have that decided first.',
  },
  CORRECTION_OUTDATED: {
    status: 409,
    zh: '提交之后，报名信息已删除、重新保存或被更改，与申请不符，未作更正。请驳回，核对后重新提交。',
    en: 'The registration was deleted, saved again or changed since this was submitted, so nothing was corrected. Reject it, compare and submit again.',
  },
  CORRECTION_NUMBER_RESERVED: {
    status: 409,
    zh: '新的证件号码已归另一个通行证，未作更正。请先由客服办理换绑，再提交更正。',
    en: 'Another account has the new ID number, so nothing was corrected. Have support move that account first (rebind), then submit the correction.',
  },
  CORRECTION_NUMBER_ON_ROLL: {
    status: 409,
    zh: '本考次另一条学籍已有新的证件号码，未作更正。请先核对并更正那一条。',
    en: 'Another student record of this exam session has the new ID number, so nothing was corrected. Compare and correct that one first.',
  },
  CORRECTION_REVIEW_PENDING: {
    status: 409,
    zh: '该考生的资格复核正在等待复核，复核须核对姓名和证件号码。请先由审核员处理，再更正。',
    en: 'An eligibility review of this candidate is waiting and compares name and ID number. Have it decided first, then correct.',
  },
  CORRECTION_ORDER_OPEN: {
    status: 409,
    zh: '该考生有尚未支付的订单，支付平台显示的是原姓名。请待考生支付、订单关闭或到期后再更正姓名。',
    en: 'This candidate has an open order, and the payment platform shows the old name. Correct the name once it is paid, closed or expired.',
  },
  CORRECTION_PHOTO_UNFIT: {
    status: 409,
    zh: '学籍现有照片尚未审核合格，不能用于更正。请先在“照片审核”中审核合格。',
    en: 'The photo on the student record has not been accepted, so it cannot be taken over. Accept it on the page of photos first.',
  },
  SUBMISSION_OWN: {
    status: 403,
    zh: '这是您本人提交的申请，须由另一人审批，请交由其他工作人员处理。',
    en: 'You submitted this yourself. Somebody else must decide it.',
  },
  SUBMISSION_ONE_PERSON: {
    status: 403,
    zh: '您的账号与提交人的账号不能互相审批：其中一个的登录凭据由另一个（或同一人）发放，且尚未验证本人的邮箱。请先由账号本人验证邮箱，或交由其他工作人员处理。',
    en: 'Your account and the one that submitted this cannot decide for each other: one has its credentials from the other, or both from the same person, and an email has not been verified since. Have the owner of the account verify their own email, or hand this to somebody else.',
  },
  SUBMISSION_LAPSED: {
    status: 409,
    zh: '该申请逾期未审批，已失效，未做任何更改。如仍需要，请重新提交。',
    en: 'Nobody decided this in time, so nothing was changed. Submit it again if it is still needed.',
  },
  SUBMISSION_WITHDRAWN: {
    status: 409,
    zh: '该申请已撤回，未做任何更改。如仍需要，请重新提交。',
    en: 'This has been withdrawn, so nothing was changed. Submit it again if it is still needed.',
  },
  SUBMISSION_NOT_OWN: {
    status: 403,
    zh: '这不是您提交的申请，只能由提交人撤回；不同意的，请驳回。',
    en: 'Somebody else submitted this and can withdraw it. If you do not agree, reject it.',
  },
  SUBMISSION_DECIDED: {
    status: 409,
    zh: '该申请已有审批结果，请刷新查看。',
    en: 'This has been decided already. Refresh to see how.',
  },
  CAPACITY_UNCHANGED: {
    status: 409,
    zh: '容量已是该数值，无需调整；如需调整请填写其他数值。',
    en: 'The pool already has this many seats. Enter a different number to change it.',
  },
  CAPACITY_TOO_LOW: {
    status: 409,
    zh: '容量不能少于已分配、已保留和已支付的座位数，请填写更大的数值。',
    en: 'Seats offered, held or paid are never taken away. Name a larger number.',
  },
  CAPACITY_PENDING: {
    status: 409,
    zh: '该科目已有减少容量的申请等待另一人审批，期间容量不能再变。请在“双人审批”中先通过或驳回该申请。',
    en: 'A cut of these seats waits for a second person, and until then they stay as they are. Have it approved or rejected first, among what waits for two people.',
  },
  CAPACITY_OUTDATED: {
    status: 409,
    zh: '提交之后容量已有变化，不能通过。请驳回，并按现有容量重新提交。',
    en: 'The capacity has changed since this was submitted, so it cannot be approved. Reject it and submit again.',
  },
  OUT_OF_SCOPE: {
    status: 403,
    zh: '您的账号管理范围不包括此项设置，请由上一级（省级或考试中心）账号办理。',
    en: 'This lies outside what your account is responsible for. Ask the province or the centre to do it.',
  },
  PLACE_UNKNOWN: {
    status: 404,
    zh: '没有这个单位，或不在您的管理范围内。请核对代码：省为2位，学校为5位，校区为6位数字。',
    en: 'There is no such place, or it lies outside your scope. Check the code: a province has 2 digits, a school 5, a campus 6.',
  },
  FILE_EMPTY: {
    status: 400,
    zh: '这是空文件，第一行应为表头。请核对后重新选择。',
    en: 'The file is empty; its first line must hold the column headings. Check it and choose again.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    zh: '文件超过 100 MB（照片压缩包 1 GB），未接收。请删除多余的工作表和格式，或按学校拆分后分别上传。',
    en: 'The file is larger than 100 MB (a ZIP of photos: 1 GB) and was not taken. Remove other sheets and formats, or split it by school and send the parts.',
  },
  FILE_CUT_SHORT: {
    status: 400,
    zh: '文件没有传完就中断了，未接收。请检查网络后重新上传。',
    en: 'The upload broke off before the end of the file, and nothing was taken. Check the network and send it again.',
  },
  BATCH_MOVED: {
    status: 409,
    zh: '该批次的状态已改变，未执行此操作。页面会显示现在的状态，请确认后再操作。',
    en: 'The state of this batch has changed, so nothing was done. The page shows its current state; check it and decide again.',
  },
  BATCH_BUSY: {
    status: 409,
    zh: '该范围的同类批次正在进行或暂停中，一次只能进行一个。请等它结束，或取消它，然后再执行。',
    en: 'A batch of this kind is running or paused for this scope, and there is one at a time. Wait for its end or cancel it, then start this one.',
  },
  BATCHES_OPEN: {
    status: 409,
    zh: '您未结束的批次已达上限（20 个）。请先执行或取消其中一些。',
    en: 'You have as many open batches as there may be (20). Run or cancel some of them first.',
  },
  COLUMNS_UNFIT: {
    status: 422,
    zh: '列的对应关系还不完整：每个必填列须选一列，同一列不能选两次，也不能选文件中隐藏的列。请按提示修改。',
    en: 'The columns do not fit yet: each required one needs a column of the file, and none may be chosen twice or be hidden in the file. Correct the marked ones.',
  },
  BATCH_CLEARED: {
    status: 410,
    zh: '该批次的文件和行已在 24 小时后清除，只保留了结果统计和被拒的原因。如需重做，请重新上传文件。',
    en: 'The file and rows of this batch were cleared after 24 hours; the counts and the reasons of refusals are kept. To do it again, send the file once more.',
  },
  EXPORT_TOO_LARGE: {
    status: 422,
    zh: '符合条件的记录超过一次导出的上限（200,000 行），未导出。请缩小筛选条件后分次导出。',
    en: 'More rows fit than one export takes (200,000), so nothing was exported. Narrow the filter and export in parts.',
  },
  EXPORT_FAILED: {
    status: 503,
    zh: '导出未能完成，没有生成文件。请稍后重新导出；仍不成功时请联系技术支持。',
    en: 'The export did not complete and there is no file. Export again in a moment; tell the technical staff if it fails again.',
  },
  EXPORT_GONE: {
    status: 404,
    zh: '这个导出文件已不存在：导出文件保留 24 小时。请重新导出。',
    en: 'This file is gone: exports are kept for 24 hours. Export the list again.',
  },
  EXPORT_NOT_READY: {
    status: 409,
    zh: '这个导出文件还没有生成，或未能生成。请等待完成，或重新导出。',
    en: 'This file is not ready, or could not be made. Wait until it is, or export again.',
  },
  EXPORT_NOT_ALLOWED: {
    status: 403,
    zh: '您的角色或范围已改变，不能再下载这个导出文件。需要时请在现有权限内重新导出。',
    en: 'Your role or scope has changed, so you can no longer download this file. Export again with the access you have now.',
  },
  PROOF_LIST_TOO_LARGE: {
    status: 422,
    zh: '一份校对名册最多 3,000 人，未生成。请选择院系或班级，分份生成。',
    en: 'A proof list takes at most 3,000 people, so none was made. Choose a college or a class and make several.',
  },
  PHOTO_CHANGED: {
    status: 409,
    zh: '这名考生的照片刚刚换过，未作审核。请查看新照片后再审核。',
    en: 'This person has another photo by now, so nothing was decided. Look at the new one first.',
  },
  COUNT_CHANGED: {
    status: 409,
    zh: '符合条件的人数与您看到的不同，未做任何更改。请核对新的人数后再确认。',
    en: 'The number of people is not the one you saw, so nothing was changed. Look at the new number and confirm again.',
  },
  SCHOOL_NEEDED: {
    status: 422,
    zh: '各校的院系和班级可能同名：按院系、班级等筛选时，请同时填写学校代码。',
    en: 'Colleges and classes of several schools share their names. Enter the code of a school as well.',
  },
  ROLL_ENTRY_CHANGED: {
    status: 409,
    zh: '您打开之后，这条学籍已被更改，未作更正。请刷新后核对再填写。',
    en: 'This student record was changed after you had opened it, so nothing was corrected. Reload, compare and fill in again.',
  },
  LATE_WINDOW_WRONG: {
    status: 422,
    zh: '补报名的开始须早于截止，截止不晚于支付截止，支付截止早于本省第一场考试，且截止尚未过去，未保存。请核对三个时间。',
    en: 'Late registration opens before it closes, closes no later than paying ends, closes in the future, and is paid before the first exam of the province; nothing was saved. Check the three times.',
  },
  LATE_LIST_CHANGED: {
    status: 409,
    zh: '您打开之后，此名单已被他人更改，未做任何更改。请核对现在的内容后重新更改。',
    en: 'Somebody has changed this list since you opened it, so nothing was changed. Look at it as it is now and change it again.',
  },
  LATE_LIST_ENDED: {
    status: 409,
    zh: '此补报名名单已结束，不能再更改。如仍需要，请新建名单。',
    en: 'This list has ended and is not changed any more. Make a new one if it is still needed.',
  },
  ROLL_ENTRY_SAVED: {
    status: 409,
    zh: '该考生已保存报名信息，未作更正。姓名和证件请通过“报名信息更正”由两人办理，其他项目可以照常更正。',
    en: 'This candidate has saved a registration: name and ID are corrected there, by two people, and nothing was changed. Everything else can be corrected as usual.',
  },
  ROLL_ENTRY_FLAWED: {
    status: 422,
    zh: '填写的内容有误，未作更正。请按所列问题修改后再提交。',
    en: 'Something you filled in is wrong, so nothing was corrected. Mend what is listed and submit again.',
  },
  ROLL_NUMBER_TAKEN: {
    status: 409,
    zh: '本考次的另一条学籍已有此证件号码，或本校另一名考生已有此学号，未作更正。请核对号码；确属重复的，请先更正另一人。',
    en: 'Another student record of this exam session has this ID number, or another person of this school this student number, so nothing was corrected. Compare the numbers; if it is a mix-up, correct the other person first.',
  },
  NOTHING_CORRECTED: {
    status: 422,
    zh: '没有任何一项与现有学籍不同，未作更正。请修改要更正的项目。',
    en: 'Nothing differs from the student record, so nothing was corrected. Change what is to be corrected.',
  },
  PROOF_EMPTY: {
    status: 400,
    zh: '这是空文件，未接收。请重新选择证明材料。',
    en: 'The file is empty and was not taken. Choose the proof again.',
  },
  PROOF_TOO_LARGE: {
    status: 413,
    zh: '证明材料超过 5 MB，未接收。请压缩或分成几个文件后上传。',
    en: 'The proof is larger than 5 MB and was not taken. Make it smaller, or send it in several files.',
  },
  PROOF_KIND: {
    status: 422,
    zh: '证明材料须是 JPEG、PNG 图片或 PDF 文件，未接收。请转换格式后上传。',
    en: 'A proof is a JPEG, a PNG or a PDF; this file is none of them and was not taken. Convert it and send it again.',
  },
  PROOF_CUT_OFF: {
    status: 422,
    zh: '证明材料不完整，文件在中途断开，未接收。请确认能正常打开后重新上传。',
    en: 'The proof breaks off before its end and was not taken. See that it opens, then send it again.',
  },
  PROOF_UNKNOWN: {
    status: 409,
    zh: '证明材料已过期或已用于另一项申请，未提交。请重新上传。',
    en: 'A proof has expired or was handed in with something else, so nothing was submitted. Send it again.',
  },
  SETTINGS_REFUSED: {
    status: 422,
    zh: '设置有误，未做任何更改。请按所列问题逐项修改后重新提交。',
    en: 'Something in the settings is wrong, so nothing was changed. Correct what is listed and submit again.',
  },
  SETTINGS_OUTDATED: {
    status: 409,
    zh: '您打开此表单之后，设置已被他人修改，未做任何更改。请核对所列变化后重新填写并提交。',
    en: 'Somebody has changed these settings since you opened the form, so nothing was changed. See what they changed, then submit again.',
  },
  EXAM_SESSION_CLOSED: {
    status: 409,
    zh: '该考次已关闭，不能再修改设置。如确需修改，请由考试中心重新开放考次。',
    en: 'This exam session is closed, and nothing of it is set any more. If it has to be, the centre opens it again first.',
  },
  EXAM_SESSION_EXISTS: {
    status: 409,
    zh: '已有使用此代码的考次，请换一个代码，或直接修改已有考次。',
    en: 'There is an exam session of this id already. Choose another id, or change the one there is.',
  },
  SETTING_EXISTS: {
    status: 409,
    zh: '已有相同的一项，请核对后换一个。要修改已有的一项，请在列表中点“更改”；没有“更改”的不能修改。',
    en: 'There is one like this already. Check it and choose another. To change the one there is, use “Change” in the list; what has none stays as it is.',
  },
  IMPACT_UNSEEN: {
    status: 409,
    zh: '此项更改会影响考生，或有需要留意之处，未做任何更改。请核对所列内容后确认提交。',
    en: 'This touches candidates, or there is something to look at, so nothing was changed yet. Look at what is listed, then confirm.',
  },
  FACTS_CHANGED: {
    status: 503,
    zh: '报名设置刚刚更新，请稍候重试。',
    en: 'The settings have just changed. Try again in a moment.',
  },
  UNAVAILABLE: {
    status: 503,
    zh: '系统繁忙，请稍候重试；重试不会重复提交。',
    en: 'The system is busy. Try again in a moment; nothing will be submitted twice.',
  },
  RECORD_GUARDED: {
    status: 409,
    zh: '数据保护规则不允许这样改动，未做任何更改。请联系客服。',
    en: 'The rules that guard the records do not allow this; nothing was changed. Contact support.',
  },
  UNDECODABLE: {
    status: 400,
    zh: '请求无法读取，请刷新页面后重试。',
    en: 'The request could not be read. Reload the page and try again.',
  },
};

/** The error for a refusal; the client receives it as problem details (RFC 9457). */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldProblem[] | undefined;
  readonly extra: ProblemMembers | undefined;
  /** The moment when the window opens, or closed; added after the sentence. */
  readonly moment: WindowMoment | null;
  readonly retryAfterSeconds: number | undefined;
  /** The character that is refused, as `U+E000`. */
  readonly character: string | undefined;
  /** The limit that was reached; for the security log, not for the answer. */
  readonly limit: string | undefined;
  /** Whether something that exists, or may, was withheld for lack of scope; for the security log, not for the answer. */
  readonly isDenied: boolean;

  constructor(
    code: ErrorCode,
    details: {
      fields?: FieldProblem[];
      extra?: ProblemMembers;
      moment?: WindowMoment | null;
      retryAfterSeconds?: number;
      limit?: string;
      isDenied?: boolean;
      character?: string;
    } = {},
  ) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = details.fields;
    this.extra = details.extra;
    this.moment = details.moment ?? null;
    this.limit = details.limit;
    this.isDenied = details.isDenied ?? false;
    this.character = details.character;
    this.retryAfterSeconds = details.retryAfterSeconds ?? (ERRORS[code].status === 503 ? 2 : undefined);
  }
}

/**
 * A flaw in one field of a form; `code` names the rule, e.g. `too_small`; `character` the one refused, as `U+E000`.
 */
export interface FieldProblem {
  path: string;
  code: string;
  character?: string;
  /** The values that it may have, where they are few; `minimum` and `maximum` of a number, or of how many there are of what is `counted`. */
  values?: string[];
  minimum?: number;
  maximum?: number;
  counted?: 'characters' | 'items';
}

/** Builds RFC 9457 problem details. `detail` is Chinese or English by Accept-Language; `messages` has both. */
export function problemDetails(error: ApiError, requestId: string, language: Language) {
  const { status } = ERRORS[error.code];
  const messages = { zh: sentence(error, 'zh'), en: sentence(error, 'en') };
  return {
    type: `/problems/${error.code}`,
    title: error.code,
    status,
    code: error.code,
    detail: messages[language],
    messages,
    requestId,
    ...(error.fields ? { fields: error.fields } : {}),
    ...error.extra,
  };
}

function sentence({ code, moment, fields, character = '' }: ApiError, language: Language): string {
  const text = ERRORS[code][language].replace('{character}', character);
  if (code === 'INVALID_INPUT' && fields?.every(({ path }) => IN_ADDRESS.test(path)))
    return fields.map((field) => parameterSentence(field, language)).join(language === 'zh' ? '' : ' ');
  if (!moment) return text;
  const opens = 'opensAt' in moment;
  const at = formatMoment(opens ? moment.opensAt : moment.closesAt, language);
  if (language === 'zh') return `${text}${opens ? '开放时间' : '截止时间'}：${at}（北京时间）。`;
  return `${text} ${opens ? 'Opening' : 'Closing'} time: ${at}, Beijing time.`;
}

const IN_ADDRESS = /^(?:query|path)\./;

/** Says which parameter of an address is wrong, and what it may be: nobody has a form with marked fields before them. */
function parameterSentence({ path, values, minimum, maximum }: FieldProblem, language: Language): string {
  const name = path.replace(IN_ADDRESS, '');
  const takes = parameterTakes(name, language);
  if (takes !== null && !values) return takes;
  if (language === 'zh') {
    if (values) return `网址参数 ${name} 的值有误，可以是：${values.join('、')}。`;
    if (minimum !== undefined) return `网址参数 ${name} 的值有误，最小为 ${minimum}。`;
    return `网址参数 ${name} 的值有误${maximum === undefined ? '' : `，最大为 ${maximum}`}。`;
  }
  const wrong = `The address has a wrong value of ${name}`;
  if (values) return `${wrong}. It may be: ${values.join(', ')}.`;
  if (minimum !== undefined) return `${wrong}. It is at least ${minimum}.`;
  return maximum === undefined ? `${wrong}.` : `${wrong}. It is at most ${maximum}.`;
}

/**
 * The answer to who asks for what is not there or lies outside their scope: the same, so that nobody learns which. What
 * was found but is withheld counts as a refused right.
 */
export function notFoundFor(found: unknown): ApiError {
  return new ApiError('NOT_FOUND', { isDenied: found !== null && found !== undefined });
}
