import { wordsOf } from '../../lib/words-of.ts';

export const useOpeningWords = wordsOf(
  {
    titles: { draft: '开放前核对', open: '设置核对', closed: '考次已关闭' },
    flaws: {
      draft: '开放前必须处理：',
      open: '考次已开放，以下设置缺少或矛盾，会妨碍考生报名，请尽快处理：',
      closed: '重新开放前必须处理：',
    },
    notYet: { opening: '现在不能开放，须先处理：', closing: '现在不能关闭：' },
    closedNow: '此考次已关闭，设置不能再修改。如确需修改，请由考试中心重新开放。',
    complete: '没有缺少必需的设置，可以开放。',
    missing: (count: number) => `还有 ${count.toLocaleString('en')} 项需要处理。`,
    open: '开放考次',
    reopen: '重新开放考次',
    close: '关闭考次',
    openText: '开放后，考生可以看到此考次，并在各项时间内报名。开放后仍可修改设置。',
    closeText:
      '关闭后，此考次的设置、时间、座位数、报名费都不能再修改，也不能再导入学籍、照片、名单和座位数，不能再建补报名名单。已有的报名信息、订单和准考证都保留；编排、退款、成绩报告单和报名信息更正照常进行。可以由考试中心重新开放。',
    missingFirst: '处理完“必须处理”的各项后才能开放。',
    closeFirst: '各项时间全部结束后才能关闭。',
    opened: '考次已开放。',
    closed: '考次已关闭。',
  },
  {
    titles: { draft: 'Before it opens', open: 'What is set', closed: 'It is closed' },
    flaws: {
      draft: 'Needed before it opens:',
      open: 'It is open, and this is missing or contradicts itself. It keeps candidates from registering: mend it soon.',
      closed: 'Needed before it opens again:',
    },
    notYet: { opening: 'It cannot be opened yet. Mend this first:', closing: 'It cannot be closed yet:' },
    closedNow:
      'This exam session is closed, and nothing of it is set any more. If it has to be, the centre opens it again first.',
    complete: 'Nothing that it needs is missing: it can be opened.',
    missing: (count: number) =>
      count === 1 ? 'One thing is missing.' : `${count.toLocaleString('en')} things are missing.`,
    open: 'Open the exam session',
    reopen: 'Open it again',
    close: 'Close the exam session',
    openText:
      'Candidates see it from then on, and register within its windows. What is set can still be changed.',
    closeText:
      'Its rules, windows, seats and fees cannot be changed any more, rolls, photos, lists and seats cannot be imported, and nobody is let in late. Registrations, orders and tickets stay; the arrangement, refunds, score reports and corrections go on. The centre can open it again.',
    missingFirst: 'It can be opened once everything that is needed is there.',
    closeFirst: 'It can be closed once all its windows have ended.',
    opened: 'It is open.',
    closed: 'It is closed.',
  },
);
