import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `review`. */
export const reviewErrors = {
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
} satisfies ErrorTable;
