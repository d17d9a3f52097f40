import type { ErrorTable } from '../error-codes.ts';

/** The errors of staff: their sign-ins, scopes, exports and what takes two people. */
export const staffErrors = {
  STAFF_ONLY: {
    status: 403,
    zh: '仅限有权限的工作人员使用，请用相应账号登录。',
    en: 'Only staff with the right role may do this. Sign in with such an account.',
  },
  STAFF_CREDENTIALS_WRONG: {
    status: 401,
    zh: '账号或密码不正确，请核对。忘记密码可由下方链接重设，或请上级重设。',
    en: 'Wrong account or password. Check both. If you have forgotten the password, reset it with the link below, or ask the level above to reset it.',
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
  OUT_OF_SCOPE: {
    status: 403,
    zh: '您的账号管理范围不包括此项设置，请由上一级（省级或考试中心）账号办理。',
    en: 'This lies outside what your account is responsible for. Ask the province or the centre to do it.',
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
} satisfies ErrorTable;
