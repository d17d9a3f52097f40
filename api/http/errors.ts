import type { TicketRefusal } from '../../domain/registration/printable-tickets.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { formatMoment, type Language } from '../../domain/moments.ts';
import type { TicketProblem } from '../../domain/roll/scores.ts';
import type { WindowMoment } from '../../domain/exam-session/windows.ts';

/** Codes of refusals made before a command reaches the rules: identity, form, traffic. */
type TransportErrorCode =
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'BODY_TOO_LARGE'
  | 'FOREIGN_ORIGIN'
  | 'SIGN_IN_REQUIRED'
  | 'STAFF_ONLY'
  | 'WRONG_CREDENTIALS'
  | 'TOO_MANY_ATTEMPTS'
  | 'CAPTCHA_WRONG'
  | 'CAPTCHA_USED'
  | 'ID_NUMBER_INVALID'
  | 'PASSWORD_WEAK'
  | 'PASSWORDS_DIFFER'
  | 'EMAIL_TAKEN'
  | 'LINK_INVALID'
  | 'LINK_USED'
  | 'LINK_EXPIRED'
  | 'ALREADY_VERIFIED'
  | 'RESET_LINK_INVALID'
  | 'RESET_LINK_USED'
  | 'RESET_LINK_EXPIRED'
  | 'ACCOUNT_NOT_FOUND'
  | 'PASSWORD_WRONG'
  | 'EMAIL_UNCHANGED'
  | 'PROFILE_LOCKED'
  | 'ID_NUMBER_TAKEN'
  | 'CODE_WRONG'
  | 'CODE_EXPIRED'
  | 'PASSPORT_CLAIMING'
  | 'PROVINCE_REQUIRED'
  | 'AGREEMENT_REQUIRED'
  | 'AGREEMENT_OUTDATED'
  | 'NO_ROLL_MATCH'
  | 'ROLL_CHANGED'
  | 'EXAM_SESSION_UNKNOWN'
  | 'REGISTRATION_NOT_FOUND'
  | 'COMMAND_IN_FLIGHT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'REVIEW_TRIES_SPENT'
  | 'PROOF_SCORE_TOO_LOW'
  | 'NOT_ON_OWN_ROLLS'
  | 'NO_SUCH_REVIEW'
  | 'CANDIDATE_WITHOUT_PASSPORT'
  | 'QUICK_PRINT_NOT_FOUND'
  | 'EXCEPTION_HANDLED'
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
    zh: '登录已结束，请重新登录。',
    en: 'You are not signed in. Sign in and try again.',
  },
  STAFF_ONLY: {
    status: 403,
    zh: '仅限有权限的工作人员使用，请用相应账号登录。',
    en: 'Only staff with the right role may do this. Sign in with such an account.',
  },
  WRONG_CREDENTIALS: {
    status: 401,
    zh: '账号或密码不正确，请核对报考省份、证件号码（或邮箱）与密码。',
    en: 'Account or password is wrong. Check province, ID number (or email) and password.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    zh: '尝试次数过多，请稍后再试。',
    en: 'Too many attempts. Wait a while and try again.',
  },
  CAPTCHA_WRONG: {
    status: 400,
    zh: '验证码不正确或已过期，请重新验证。',
    en: 'The captcha is wrong or has expired. Solve a new one.',
  },
  CAPTCHA_USED: {
    status: 400,
    zh: '验证码已使用过，请重新验证。',
    en: 'This captcha was used already. Solve a new one.',
  },
  ID_NUMBER_INVALID: {
    status: 400,
    zh: '证件号码与证件类型不符或校验位有误，请核对。',
    en: 'The ID number does not fit its type, or its check digit is wrong. Compare it with your ID.',
  },
  PASSWORD_WEAK: {
    status: 400,
    zh: '请重新设置密码：须为 8 至 128 位，同时含字母、数字和 !@#$%^&*_- 中的符号，且不能是常见密码。',
    en: 'The password needs 8 to 128 characters with letters, digits and one of !@#$%^&*_-, and must not be a common one.',
  },
  PASSWORDS_DIFFER: {
    status: 400,
    zh: '两次输入的密码不一致，请重新输入。',
    en: 'The two passwords differ. Enter them again.',
  },
  EMAIL_TAKEN: {
    status: 409,
    zh: '该邮箱已注册通行证，请直接登录或换一个邮箱。',
    en: 'This email belongs to a passport already. Sign in with it, or use another email.',
  },
  LINK_INVALID: {
    status: 404,
    zh: '链接无效，请登录后重新发送验证邮件。',
    en: 'This link is not valid. Sign in and have a new one sent.',
  },
  LINK_USED: {
    status: 410,
    zh: '链接已使用过，邮箱已验证，可以直接登录，或返回首页继续。',
    en: 'This link was used already: the email is verified. Just sign in, or go on from the home page.',
  },
  LINK_EXPIRED: {
    status: 410,
    zh: '链接已过期，请登录后重新发送验证邮件。',
    en: 'This link has expired. Sign in and have a new one sent.',
  },
  ALREADY_VERIFIED: {
    status: 409,
    zh: '邮箱已验证，无需再次验证。',
    en: 'The email is verified already; nothing more to do.',
  },
  RESET_LINK_INVALID: {
    status: 404,
    zh: '重设密码的链接无效，请重新获取。',
    en: 'This link to reset a password is not valid. Have a new one sent.',
  },
  RESET_LINK_USED: {
    status: 410,
    zh: '重设密码的链接已使用过或已作废。请用新密码登录，或重新获取链接。',
    en: 'This link was used already, or replaced. Sign in with the new password, or have a new link sent.',
  },
  RESET_LINK_EXPIRED: {
    status: 410,
    zh: '重设密码的链接已过期，请重新获取。',
    en: 'This link has expired. Have a new one sent.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    zh: '没有查到本考次已报名的账号。请核对证件类型、证件号码和姓名；仍查不到请联系学校。',
    en: 'No account registered in the latest exam session was found. Check ID type, ID number and name; if they are right, ask your school.',
  },
  PASSWORD_WRONG: {
    status: 403,
    zh: '密码不正确，请重新输入；忘记密码请使用“忘记密码”。',
    en: 'The password is wrong. Enter it again, or use "Forgot password".',
  },
  EMAIL_UNCHANGED: {
    status: 409,
    zh: '新邮箱与现在的邮箱相同，请输入另一个邮箱。',
    en: 'This is your email already. Enter another one.',
  },
  PROFILE_LOCKED: {
    status: 409,
    zh: '您在进行中的考次已报名，或资格复核未复核、已通过，姓名和证件不能更改。未支付的可先删除报名信息；否则请联系学校。',
    en: 'You are registered, or your re-check is undecided or approved, in an open exam session, so name and ID cannot be changed. Delete the unpaid registration first, or ask your school.',
  },
  ID_NUMBER_TAKEN: {
    status: 409,
    zh: '该证件号码已有通行证。请用那个通行证登录；无法登录时请找回账号，或联系客服办理换绑。',
    en: 'Another passport holds this ID number. Sign in with that one; if you cannot, find your account, or ask support to rebind it.',
  },
  CODE_WRONG: {
    status: 400,
    zh: '短信验证码不正确，请核对后重新输入。',
    en: 'The code is wrong. Compare it with the text message and enter it again.',
  },
  CODE_EXPIRED: {
    status: 410,
    zh: '短信验证码已失效，请重新获取。',
    en: 'The code is no longer valid. Have a new one sent.',
  },
  PASSPORT_CLAIMING: {
    status: 403,
    zh: '该证件号码已有通行证，本通行证不能报名。请用原通行证登录；无法登录时请联系客服，提供通行证ID办理换绑。',
    en: 'Another passport holds this ID number, so this one cannot register. Sign in with the other one; if you cannot, give support your passport id and ask for a rebind.',
  },
  PROVINCE_REQUIRED: {
    status: 400,
    zh: '请退出后选择报考省份重新登录。',
    en: 'Sign in again and choose your exam province.',
  },
  AGREEMENT_REQUIRED: {
    status: 409,
    zh: '请先阅读并同意报名协议和诚信承诺书。',
    en: 'Read and accept the agreement and the integrity pledge first.',
  },
  AGREEMENT_OUTDATED: {
    status: 409,
    zh: '协议已更新，请阅读新版本后再同意。',
    en: 'The agreement was updated. Read the new version and accept it.',
  },
  ROLL_CHECK_NOT_OPEN: {
    status: 409,
    zh: '资格确认尚未开始或已结束，请查看首页的时间安排。',
    en: 'The eligibility check is not open. See the dates on the home page.',
  },
  NO_ROLL_MATCH: {
    status: 404,
    zh: '在所选省份没有查到您的学籍信息。若报考省份选错请重新登录；若姓名或证件有误请修改个人信息；否则请联系学校。',
    en: 'You are not on a roll of this province. Wrong province: sign in again with the right one. Wrong name or ID: change your profile. Otherwise ask your school.',
  },
  ROLL_CHANGED: {
    status: 409,
    zh: '学校刚刚更新了您的学籍信息，请重新核对后再保存。',
    en: 'Your school has just updated your roll entry. Check it again, then save.',
  },
  EXAM_SESSION_UNKNOWN: {
    status: 404,
    zh: '没有这个考次，请回首页重新选择。',
    en: 'There is no such exam session. Choose one on the home page.',
  },
  REGISTRATION_NOT_FOUND: {
    status: 404,
    zh: '您在本考次还没有报名，请从首页开始报名。',
    en: 'You have no registration in this exam session. Start from the home page.',
  },
  COMMAND_IN_FLIGHT: {
    status: 409,
    zh: '上一个操作还在处理中，请稍候几秒再试。',
    en: 'Your last action is still being worked on. Wait a few seconds and try again.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    zh: '同一个 Idempotency-Key 已用于其他内容，请刷新页面后重试。',
    en: 'This Idempotency-Key was used for another request. Use a new key.',
  },
  EXCEPTION_HANDLED: {
    status: 409,
    zh: '这一条已由他人处理，请刷新列表后查看处理结果。',
    en: 'Somebody has handled this line already. Reload the list to see what was done.',
  },
  INTERNAL: {
    status: 500,
    zh: '系统出错，请稍后重试；仍不行请告知客服请求编号。',
    en: 'Something went wrong on our side. Try again; if it stays, tell support the request id.',
  },

  NOT_SAVED: {
    status: 404,
    zh: '您在本考次还没有报名，请从首页开始报名。',
    en: 'You have no registration in this exam session. Start from the home page.',
  },
  NOT_YOURS: {
    status: 403,
    zh: '这不是您的报名信息，请用本人的通行证登录。',
    en: 'This registration is not yours. Sign in with your own passport.',
  },
  CANDIDATE_TAKEN: {
    status: 409,
    zh: '该学籍已由另一个通行证报名，请联系学校核实。',
    en: 'Another passport has registered with this roll entry. Ask your school to check.',
  },
  PASSPORT_ALREADY_BOUND: {
    status: 409,
    zh: '您的通行证在本考次已用另一条学籍报名，请在报名信息页继续；学籍选错请联系学校。',
    en: 'Your passport is bound to another roll entry in this exam session. Go on from the registration page; if it is the wrong entry, ask your school.',
  },
  NO_ELIGIBLE_SUBJECT: {
    status: 409,
    zh: '您没有可报考的科目，请联系学校。',
    en: 'No subject is open to you. Ask your school.',
  },
  REGISTRATION_NOT_OPEN: {
    status: 409,
    zh: '网上报名尚未开始，请在报名时间内再来。',
    en: 'Online registration has not opened yet. Come back in its window.',
  },
  REGISTRATION_CLOSED: {
    status: 409,
    zh: '网上报名已结束，不能再新报或更改。已占位的科目仍可在截止前支付；未报名的请等候下一考次。',
    en: 'Online registration has ended: nothing new and no change. What you hold can still be paid before its deadline; otherwise wait for the next exam session.',
  },
  NOT_ELIGIBLE: {
    status: 409,
    zh: '您不具备该科目的报考资格，请查看资格信息；报考英语六级可申请资格复核，其他请联系学校。',
    en: 'You are not eligible for this subject. See the eligibility page: for CET-6 you can ask for a re-check, otherwise ask your school.',
  },
  SUBJECT_NOT_OFFERED: {
    status: 409,
    zh: '该校区本考次未开设此科目，请选择其他科目或校区。',
    en: 'This campus does not offer the subject this time. Choose another subject or campus.',
  },
  SUBJECT_WINDOW_CLOSED: {
    status: 409,
    zh: '不在该科目的报名时间内，请查看表中的时间。',
    en: 'The subject is outside its registration window. See the times in the table.',
  },
  CAMPUS_NOT_ALLOWED: {
    status: 409,
    zh: '您的校区不允许报考该校区，请选择列出的校区。',
    en: 'Your campus does not let you register there. Choose a listed campus.',
  },
  LEVEL_TAKEN: {
    status: 409,
    zh: '同级别科目仅能报考一科，请先取消已报的同级别科目。',
    en: 'Only one subject per level. Cancel the one you have first.',
  },
  WRITTEN_FIRST: {
    status: 409,
    zh: '请先报考同语种同级别的笔试。',
    en: 'Register for the written subject of the same language and level first.',
  },
  WRITTEN_NOT_PAID: {
    status: 409,
    zh: '请先支付同级别的笔试。',
    en: 'Pay the written subject of this level first.',
  },
  POOL_FULL: {
    status: 409,
    zh: '该科目在此校区已无剩余容量，请选择其他校区或稍后再看。',
    en: 'No seat is left for this subject at this campus. Choose another campus or look again later.',
  },
  ALREADY_WAITING: {
    status: 409,
    zh: '同一级别只能候补一科，请先取消已有的候补。',
    en: 'One place in a queue per level. Leave the one you have first.',
  },
  SEATS_LEFT: {
    status: 409,
    zh: '该科目尚有剩余容量，请直接报考。',
    en: 'Seats are left: choose the subject itself.',
  },
  WAITLIST_ENTRY_NOT_FOUND: {
    status: 404,
    zh: '没有这条候补，可能已在别处取消、已占位或已失效；请查看最新的报名信息。',
    en: 'There is no such place in a queue: it was left elsewhere, became a seat, or ended. Look at the registration as it is now.',
  },
  SUBJECT_TAKEN: {
    status: 409,
    zh: '您已报考该科目，无需重复报考；请在报名信息页查看并支付。',
    en: 'You have taken this subject already. See it, and pay it, on the registration page.',
  },
  ENTRY_NOT_FOUND: {
    status: 404,
    zh: '没有这条报考科目，可能已在别处取消或已到期；请查看最新的报名信息。',
    en: 'There is no such subject entry; it may have been cancelled elsewhere, or have expired. Look at the registration as it is now.',
  },
  ENTRY_PAID: {
    status: 409,
    zh: '已支付的科目不能取消或更改，报名有效；如有疑问请联系学校。',
    en: 'A paid subject can be neither cancelled nor changed: it stays valid. Questions go to your school.',
  },
  ORAL_STILL_TAKEN: {
    status: 409,
    zh: '请先取消同级别的口试，再取消笔试。',
    en: 'Cancel the oral of this level first.',
  },
  LAST_WRITTEN_KEPT: {
    status: 409,
    zh: '最后一个笔试科目不能单独取消。不再报考请使用“报名信息删除”；要改报，请先报考另一级别的笔试。',
    en: 'The last written subject cannot be cancelled alone. Delete the registration instead, or take the written of the other level first.',
  },
  ORDER_SETTLING: {
    status: 409,
    zh: '正在向支付平台确认，座位仍为您保留，请稍候再试。',
    en: 'We are checking with the payment gateway; your seat is kept. Try again in a moment.',
  },
  ORDER_NOT_FOUND: {
    status: 404,
    zh: '没有这个订单，请刷新订单列表。',
    en: 'There is no such order. Reload the list of orders.',
  },
  NOTHING_TO_PAY: {
    status: 409,
    zh: '没有待支付的科目：可能已支付、已取消或已到期。请刷新报名信息页查看，需要时重新选择科目。',
    en: 'Nothing is left to pay: it was paid or cancelled, or its time was up. Look at the registration page, and choose a subject if you need one.',
  },
  TRANSCRIPT_NOT_CHOSEN: {
    status: 409,
    zh: '请先选择成绩报告单形式，再支付。',
    en: 'Choose your transcript first, then pay.',
  },
  TRANSCRIPT_WINDOW_CLOSED: {
    status: 409,
    zh: '现在不在成绩报告单选择时间内，请在选择时间内再来；选择时间全部结束后，未选按仅电子处理。',
    en: 'The transcript cannot be chosen now. Come back in its window; what is not chosen by the end of the last one is electronic only.',
  },
  LEVEL_NOT_TAKEN: {
    status: 409,
    zh: '您没有报考该级别的科目，请先报考，或只为已报考的级别选择。',
    en: 'You have no subject of this level. Take one first, or choose only for the levels you have.',
  },
  PAYMENT_CLOSED: {
    status: 409,
    zh: '报名管理时间已结束，不能再支付。已经付款的，请在报名信息页点“更新”；没有付款的，请等候下一考次。',
    en: 'The management window has ended and nothing can be paid any more. If you have paid, use "Refresh" on the registration page; if not, wait for the next exam session.',
  },
  DEADLINE_TOO_NEAR: {
    status: 409,
    zh: '离截止时间不足一分钟，已来不及支付。座位释放后，请在报名时间内重新选择科目。',
    en: 'Less than a minute is left: too little to pay in. Once the seat is released, choose the subject again while registration is open.',
  },
  TOO_MANY_ORDERS: {
    status: 409,
    zh: '本次报名的订单过多，请联系客服。',
    en: 'This registration has too many orders. Call support.',
  },
  PAID_ENTRIES_STAY: {
    status: 409,
    zh: '已有科目支付成功，报名信息不能删除；未支付的科目可以单独取消。',
    en: 'A subject is paid, so the registration stays. Unpaid subjects can be cancelled one by one.',
  },
  BAD_TICKET: {
    status: 400,
    zh: '准考证号应为 15 位数字，请核对四级笔试准考证号。',
    en: 'The ticket number has 15 digits. Compare it with your CET-4 admission ticket.',
  },
  TICKET_TOO_OLD: {
    status: 400,
    zh: '2005 年以前的成绩不能网上申请，请联系学校代为申请。',
    en: 'Scores before 2005 cannot be re-checked online. Ask your school to file it for you.',
  },
  NOT_CET4_TICKET: {
    status: 400,
    zh: '这不是英语四级笔试的准考证号，请核对。',
    en: 'This is not the ticket number of a CET-4 written test. Check it.',
  },
  REVIEW_NOT_OFFERED: {
    status: 409,
    zh: '考生所在校区本考次未开设英语六级，无需申请资格复核，请报考其他科目。',
    en: 'The candidate’s campus does not offer CET-6 this time, so there is nothing to re-check. Choose another subject.',
  },
  REVIEW_BARRED: {
    status: 409,
    zh: '学校已限制该考生本考次报考英语六级，请联系学校。',
    en: 'The school does not admit this candidate to CET-6 this time. Ask the school.',
  },
  REVIEW_NOT_NEEDED: {
    status: 409,
    zh: '已具备英语六级报考资格，无需复核，请直接报考。',
    en: 'CET-6 is open already and no re-check is needed. Go on and register for it.',
  },
  REVIEW_NOT_MATCHED: {
    status: 409,
    zh: '没有查到符合条件的四级成绩，请核对准考证号，仍不行请联系学校。',
    en: 'No CET-4 score was found that fits. Check the ticket number; if it is right, ask your school.',
  },
  REVIEW_TRIES_SPENT: {
    status: 429,
    zh: '今天的提交次数已用完，请明天再试或联系学校。',
    en: 'Today’s tries are used up. Try again tomorrow, or ask your school.',
  },
  REVIEW_EXISTS: {
    status: 409,
    zh: '本考次已有该考生的资格复核，请查看其状态。',
    en: 'There is a re-check of this candidate in this exam session already. See how it stands.',
  },
  REVIEW_NOT_FOUND: {
    status: 404,
    zh: '没有这条资格复核，可能已删除，请刷新页面。',
    en: 'There is no such re-check; it may have been deleted. Reload the page.',
  },
  REVIEW_PENDING: {
    status: 409,
    zh: '学校尚未复核，期间不能修改或撤回，请按学校要求提供证明材料。',
    en: 'Your school is checking it; it can be neither changed nor withdrawn meanwhile. Bring the proofs it asks for.',
  },
  REVIEW_APPROVED: {
    status: 409,
    zh: '资格复核已通过，不能修改或删除，请直接报考英语六级。',
    en: 'The re-check is approved and stays. Go on and register for CET-6.',
  },
  REVIEW_EXPIRED: {
    status: 409,
    zh: '网上报名已结束，该资格复核已失效。有疑问请联系学校，下一考次可以重新申请。',
    en: 'Online registration has ended, so the re-check has lapsed. Ask the school if in doubt; it can be asked for again in the next exam session.',
  },
  REVIEW_DECIDED: {
    status: 409,
    zh: '该资格复核已由他人处理或已撤销，请查看结果后处理下一条。',
    en: 'This re-check was decided or deleted meanwhile. See the result and go on with the next.',
  },
  REVIEW_CHANGED: {
    status: 409,
    zh: '考生刚刚重新提交了资格复核，请核对新内容后再处理。',
    en: 'The candidate has just submitted it anew. Look at what changed, then decide.',
  },
  PROOF_SCORE_TOO_LOW: {
    status: 409,
    zh: '证明上的四级成绩未达到报考英语六级的要求，请核对成绩后再提交。',
    en: 'The CET-4 result on the papers is not enough for CET-6. Compare it, and file only what is.',
  },
  NO_SUCH_REVIEW: {
    status: 404,
    zh: '没有查到此证件号码的资格复核，请核对证件类型和号码；需要代为申请的请用“代考生申请”。',
    en: 'There is no re-check of this ID number. Compare type and number, or file one for the candidate.',
  },
  NOT_ON_OWN_ROLLS: {
    status: 404,
    zh: '本校本考次的学籍中没有此人，请核对证件类型、证件号码和姓名，或先导入学籍。',
    en: 'Nobody on your rolls of this exam session fits. Compare ID type, ID number and name, or import the roll entry first.',
  },
  CANDIDATE_WITHOUT_PASSPORT: {
    status: 409,
    zh: '该考生还没有通行证，请先让考生用本人证件注册通行证。',
    en: 'The candidate has no passport yet. Have them register one with their own ID first.',
  },
  REVIEW_FILED_BY_YOU: {
    status: 403,
    zh: '您代考生提交的资格复核须由另一位审核员处理，请转交同事。',
    en: 'You filed this re-check, so somebody else decides it. Hand it to another reviewer.',
  },
  TICKET_NO_ENTRY: {
    status: 409,
    zh: '您没有报考此类科目，没有准考证可打印；请核对考次和考试类别。',
    en: 'You have no subject of this kind, so there is no admission ticket. Check the exam session and the kind of test.',
  },
  TICKET_NOT_PAID: {
    status: 409,
    zh: '科目没有支付成功，没有准考证可打印；已经付款的，请在报名信息页点“更新”。',
    en: 'The subject is not paid, so there is no admission ticket. If you have paid, use "Refresh" on the registration page.',
  },
  TICKET_NOT_YET: {
    status: 409,
    zh: '准考证打印尚未开始，请在打印时间内再来。',
    en: 'Admission tickets cannot be printed yet. Come back when printing opens.',
  },
  TICKET_PRINT_ENDED: {
    status: 409,
    zh: '准考证打印时间已结束，如仍需要请联系学校。',
    en: 'The time for printing admission tickets is over. Ask your school if you still need one.',
  },
  TICKET_NOT_ARRANGED: {
    status: 409,
    zh: '考场尚未编排，请稍后再试；临近考试仍未编排请联系学校。',
    en: 'Your room is not arranged yet. Try again later; close to the test, ask your school.',
  },
  TICKET_SCHOOL_PRINTS: {
    status: 409,
    zh: '该科目的准考证由考点学校统一打印，请按学校通知领取。',
    en: 'Your school prints the admission tickets of this subject. Collect yours as it tells you.',
  },
  TICKET_CANDIDATES_PRINT: {
    status: 409,
    zh: '该科目的准考证由考生自行打印；如需学校统一打印，请先在设置中选定该科目。',
    en: 'Candidates print the tickets of this subject themselves. For the school to print them, choose so in its settings first.',
  },
  QUICK_PRINT_NOT_FOUND: {
    status: 404,
    zh: '没有可快速打印的准考证：请核对姓名、证件类型和证件号码；若已关闭快速打印，请登录后打印。',
    en: 'There is no ticket for quick print. Check name, ID type and ID number; if quick print is switched off, sign in to print.',
  },
  REBIND_NOT_MATCHED: {
    status: 404,
    zh: '通行证ID与邮箱不符，请与考生逐字核对新通行证的通行证ID和邮箱。',
    en: 'No passport has this id and this email. Compare both with the candidate, character by character.',
  },
  REBIND_NOT_CLAIMING: {
    status: 409,
    zh: '该通行证已持有证件号码，无需换绑，请考生直接登录。',
    en: 'This passport holds its ID number already. No rebind is needed: the candidate can just sign in.',
  },
  REBIND_EMAIL_UNVERIFIED: {
    status: 409,
    zh: '新通行证的邮箱尚未验证，请考生先打开验证邮件中的链接，再提交换绑。',
    en: 'The email of the new passport is not verified. Have the candidate open the mailed link, then submit again.',
  },
  REBIND_NO_HOLDER: {
    status: 409,
    zh: '该证件号码已没有其他通行证持有，无需换绑，请考生在个人信息中重新保存证件号码。',
    en: 'No other passport holds the ID number any more. No rebind is needed: have the candidate save the ID number in the profile.',
  },
  REBIND_PENDING: {
    status: 409,
    zh: '涉及这两个通行证之一的换绑申请正在等待审批，请先处理该申请。',
    en: 'A rebind of one of these passports waits for a decision. Have that one decided first.',
  },
  REBIND_OUTDATED: {
    status: 409,
    zh: '提交之后通行证已有变化，不能通过。请驳回，并与考生核对后重新提交。',
    en: 'The passports have changed since this was submitted, so it cannot be approved. Reject it, check with the candidate, and submit anew.',
  },
  SUBMISSION_OWN: {
    status: 403,
    zh: '这是您本人提交的申请，须由另一人审批，请交由其他工作人员处理。',
    en: 'You submitted this yourself. Somebody else must decide it.',
  },
  SUBMISSION_DECIDED: {
    status: 409,
    zh: '该申请已有审批结果，请刷新查看。',
    en: 'This has been decided already. Refresh to see how.',
  },
  CAPACITY_UNCHANGED: {
    status: 409,
    zh: '容量已是该数值，无需调整；如需调整请填写其他数值。',
    en: 'The pool has just as many seats. Name another number to change it.',
  },
  CAPACITY_TOO_LOW: {
    status: 409,
    zh: '容量不能少于已分配、占位和已支付的座位数，请填写更大的数值。',
    en: 'Seats offered, held or paid are never taken away. Name a larger number.',
  },
  CAPACITY_PENDING: {
    status: 409,
    zh: '该科目已有减少容量的申请等待审批，请先处理该申请。',
    en: 'A cut of this pool waits for a decision. Have that one decided first.',
  },
  CAPACITY_OUTDATED: {
    status: 409,
    zh: '提交之后容量已有变化，不能通过。请驳回，并按现有容量重新提交。',
    en: 'The capacity has changed since this was submitted, so it cannot be approved. Reject it and submit anew.',
  },
  FACTS_CHANGED: {
    status: 503,
    zh: '报名设置刚刚更新，请稍候重试。',
    en: 'The settings have just changed. Try again in a moment.',
  },
  UNAVAILABLE: {
    status: 503,
    zh: '系统繁忙，请稍候重试；重试不会重复提交。',
    en: 'We are busy. Try the same again in a moment: nothing is done twice.',
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
  readonly extra: Record<string, unknown> | undefined;
  /** The moment when the window opens, or closed; added after the sentence. */
  readonly moment: WindowMoment | null;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    details: {
      fields?: FieldProblem[];
      extra?: Record<string, unknown>;
      moment?: WindowMoment | null;
      retryAfterSeconds?: number;
    } = {},
  ) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = details.fields;
    this.extra = details.extra;
    this.moment = details.moment ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? (ERRORS[code].status === 503 ? 2 : undefined);
  }
}

/** A flaw in one field of a form; `code` names the rule, e.g. `too_small`. */
export interface FieldProblem {
  path: string;
  code: string;
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

function sentence({ code, moment }: ApiError, language: Language): string {
  const text = ERRORS[code][language];
  if (!moment) return text;
  const opens = 'opensAt' in moment;
  const at = formatMoment(opens ? moment.opensAt : moment.closesAt, language);
  if (language === 'zh') return `${text}${opens ? '开放时间' : '截止时间'}：${at}（北京时间）。`;
  return `${text} ${opens ? 'Opening' : 'Closing'} time: ${at}, Beijing time.`;
}
