/** The reasons why a wait is 已失效, in the words of mails and texts. */
const WAIT_ENDS: Record<string, { zh: string; en: string }> = {
  subjectTaken: { zh: '已报考同级别科目', en: 'you registered for a subject of the same level' },
  writtenReleased: { zh: '对应的笔试已取消', en: 'its written test was cancelled' },
  withdrawn: { zh: '报名信息已删除', en: 'the registration was deleted' },
  ineligible: { zh: '轮到时已没有报考资格', en: 'you were no longer eligible when a seat came' },
  tooLate: { zh: '已来不及支付', en: 'there was no time left to pay' },
  lapsed: { zh: '座位未能及时接收', en: 'the seat could not be held for you in time' },
  unpaid: {
    zh: '座位未在截止时间前支付，已释放',
    en: 'the seat was not paid for before its deadline and was released',
  },
};

export function waitEnd(reason: string | number | undefined): { zh: string; en: string } {
  return WAIT_ENDS[String(reason)] ?? { zh: '已不能报考', en: 'you can no longer register for it' };
}
