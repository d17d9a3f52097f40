/** What the fields of the rules that the centre sets are called. */
export const RULE_FIELD_WORDS = {
  nameZh: { zh: '中文名称', en: 'Name in Chinese' },
  nameEn: { zh: '英文名称', en: 'Name in English' },
  holdMinutes: { zh: '未支付座位保留时间（分钟）', en: 'Unpaid seats are kept for (minutes)' },
  graceMinutes: {
    zh: '取消最后一科后改选的时间（分钟）',
    en: 'To choose another after cancelling the last (minutes)',
  },
  cet6ScoreFrom: { zh: '六级报考所需四级分数', en: 'CET-4 score from which CET-6 is open' },
  oralNeedsWrittenPaid: { zh: '笔试支付后才能报考口试', en: 'The oral opens once the written is paid' },
  keepsLastWritten: { zh: '最后一科笔试不可取消', en: 'The last written subject cannot be cancelled' },
  roomSize: { zh: '每个考场的座位数', en: 'Seats in an exam room' },
  oralSittingMinutes: { zh: '口试每场时长（分钟）', en: 'Length of an oral sitting (minutes)' },
  photoWidth: { zh: '照片宽（像素）', en: 'Width of photos (pixels)' },
  photoHeight: { zh: '照片高（像素）', en: 'Height of photos (pixels)' },
  photoKilobytes: { zh: '照片最大（KB）', en: 'Size of photos at most (KB)' },
  ticketNeedsPhoto: { zh: '照片合格才能打印准考证', en: 'Tickets only with an accepted photo' },
  supportPhone: { zh: '咨询电话', en: 'Support telephone' },
  supportHoursZh: { zh: '电话服务时间（中文）', en: 'Hours of support in Chinese' },
  supportHoursEn: { zh: '电话服务时间（英文）', en: 'Hours of support in English' },
  decisionMailMinutes: {
    zh: '复核结果邮件延后（分钟）',
    en: 'Minutes before the mail about a re-check leaves',
  },
  submissionLapseDays: { zh: '双人审批的期限（天）', en: 'Days to decide what takes two people' },
  secondPersonAbove: {
    zh: '批量操作须双人审批的人数（超过）',
    en: 'People above which an action on many takes two people',
  },
};
