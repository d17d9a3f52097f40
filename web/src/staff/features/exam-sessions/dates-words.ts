import { wordsOf } from '../../lib/words-of.ts';

export const useDatesWords = wordsOf(
  {
    title: '草稿',
    intro: '草稿开放之前，可以把各级时间、科目报名时间、考试时间和补报名时间整体移动，也可以删除草稿。',
    move: '整体移动日期',
    days: '移动天数',
    daysUnit: '天',
    daysRule: '182 天为整 26 周，星期不变。负数为提前。',
    noDays: '移动 0 天不改变任何日期，请填写要移动的天数。',
    apply: '移动全部日期',
    movedBy: '日期已移动。',
    becomes: (days: number) => `移动 ${days} 天后的日期`,
    what: '项目',
    now: '原来',
    moved: '移动后',
    offering: '科目报名时间',
    late: '补报名时间',
    exam: (subject: string) => `考试时间：科目 ${subject}`,
    isPast: '已过',
    past: (count: number) => `有 ${count} 项移动后已经过去。请核对天数。`,
    remove: '删除草稿',
    removeText: (id: string) =>
      `草稿的规则、时间、科目、费用和座位数都会删除，不能恢复；考次代码 ${id} 可以重新使用。已有学籍、批次或报名的考次不能删除。`,
    typeCode: (id: string) => `输入考次代码 ${id} 以确认`,
  },
  {
    title: 'Draft',
    intro:
      'Before a draft is opened, all its windows, subjects, exams and lists of late registration can be moved together; or it can be deleted.',
    move: 'Move all dates',
    days: 'Days to move by',
    daysUnit: 'days',
    daysRule: '182 days are 26 weeks: weekdays stay. Negative days are earlier.',
    noDays: 'Moved by 0 days nothing changes. Give the days to move by.',
    apply: 'Move all dates',
    movedBy: 'The dates are moved.',
    becomes: (days: number) => `The dates, moved by ${days} days`,
    what: 'What',
    now: 'Now',
    moved: 'Moved',
    offering: 'Choice of subjects',
    late: 'Late registration',
    exam: (subject: string) => `Exams of subject ${subject}`,
    isPast: 'over',
    past: (count: number) =>
      count === 1
        ? 'One of them would be over already. Check the days.'
        : `${count} of them would be over already. Check the days.`,
    remove: 'Delete the draft',
    removeText: (id: string) =>
      `Its rules, windows, subjects, fees and seats are deleted for good, and the code ${id} is free again. An exam session that has a roll, batches or registrations cannot be deleted.`,
    typeCode: (id: string) => `Type the code ${id} to confirm`,
  },
);
