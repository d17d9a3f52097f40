import { wordsOf } from '../../lib/words-of.ts';

export const useOpeningWords = wordsOf(
  {
    checklist: '开放前核对',
    complete: '没有缺少必需的设置，可以开放。',
    missing: (count: number) => `还有 ${count.toLocaleString('en')} 项需要处理。`,
    open: '开放考次',
    reopen: '重新开放考次',
    close: '关闭考次',
    openText: '开放后，考生可以看到此考次，并在各项时间内报名。开放后仍可修改设置。',
    closeText:
      '关闭后，此考次的一切设置都不能再修改；已有的报名信息、订单和准考证都保留。可以由考试中心重新开放。',
    missingFirst: '处理完“会被拒绝”的各项后才能开放。',
    closeFirst: '各项时间全部结束后才能关闭。',
    opened: '考次已开放。',
    closed: '考次已关闭。',
  },
  {
    checklist: 'Before it opens',
    complete: 'Nothing that it needs is missing: it can be opened.',
    missing: (count: number) =>
      count === 1 ? 'One thing is missing.' : `${count.toLocaleString('en')} things are missing.`,
    open: 'Open the exam session',
    reopen: 'Open it again',
    close: 'Close the exam session',
    openText:
      'Candidates see it from then on, and register within its windows. What is set can still be changed.',
    closeText:
      'Nothing of it can be set any more. Registrations, orders and tickets stay. The centre can open it again.',
    missingFirst: 'It can be opened once everything that is refused is mended.',
    closeFirst: 'It can be closed once all its windows have ended.',
    opened: 'It is open.',
    closed: 'It is closed.',
  },
);
