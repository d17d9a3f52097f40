import type { ErrorTable } from '../error-codes.ts';

/** The errors of the room `arrangement`. */
export const arrangementErrors = {
  QUICK_PRINT_LOCKED: {
    status: 429,
    zh: '快速打印失败次数过多，请登录后打印准考证，或稍后再试。',
    en: 'Quick print has failed too often. Sign in and print your ticket there, or try again later.',
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
    zh: '没有可快速打印的准考证：请核对考次、考试类别（笔试、口试）、姓名、证件类型和证件号码，并确认此类科目已支付成功；若已关闭快速打印，请登录后打印。',
    en: 'No ticket was found for quick print. Check the exam session, the type of test (written or oral), name, ID type and ID number, and that the subject is paid; if you have switched quick print off, sign in to print.',
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
  QUICK_PRINT_LINK_OVER: {
    status: 410,
    zh: '准考证的打印链接已失效，请回到“快速打印准考证”页重新查询。',
    en: 'This ticket link has expired. Go back to the “Quick print” page and search again.',
  },
} satisfies ErrorTable;
