import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `registration`. */
export const registrationErrors = {
  ROLL_CHECK_NOT_OPEN: {
    status: 409,
    zh: '资格确认尚未开始或已结束，请查看首页的时间安排。',
    en: 'The eligibility check is not open now. See the dates on the home page.',
  },
  REGISTRATION_NOT_FOUND: {
    status: 404,
    zh: '您在本考次还没有报名，请从首页开始报名。',
    en: 'You have not registered for this exam session. Start from the home page.',
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
    zh: '您已报考该科目，无需重复报考；请在报名信息页查看，尚未支付的请在那里支付。',
    en: 'You have already registered for this subject. See it on the registration page, and pay there if it is not paid yet.',
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
  PAID_ENTRIES_STAY: {
    status: 409,
    zh: '已有科目支付成功，报名信息不能删除；网上报名期间，未支付的科目可以单独取消。',
    en: 'One of your subjects is paid, so the registration cannot be deleted. While registration is open, you can cancel unpaid subjects one by one.',
  },
} satisfies ErrorTable;
