import type { ErrorTable } from '../error-codes.ts';

/** The errors of any request: its form, who sends it, and what is in its way. */
export const httpErrors = {
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
  ACTING_FOR_ANOTHER: {
    status: 409,
    zh: '此页面不是为现在登录的账号打开的，没有办理任何事项。请刷新页面，核对登录人后再办理。',
    en: 'This page was opened for a different account from the one now signed in, so nothing was done. Reload it, check who is signed in, and try again.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    zh: '尝试次数过多，请稍后再试。',
    en: 'Too many attempts. Wait a while and try again.',
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
  INTERNAL: {
    status: 500,
    zh: '系统出错，请稍后重试；仍不行请告知客服请求编号。',
    en: 'Something went wrong on our side. Try again; if it keeps happening, give support the request ID.',
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
} satisfies ErrorTable;
