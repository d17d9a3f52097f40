import { wordsOf } from '../lib/words-of.ts';

export const useRollFilterWords = wordsOf(
  {
    college: '院系',
    className: '班级',
    inside: '学校或校区代码',
    examSession: '考次代码（不填为当前考次）',
  },
  {
    college: 'College',
    className: 'Class',
    inside: 'Code of a school or campus',
    examSession: 'Exam session (empty: the current one)',
  },
);
