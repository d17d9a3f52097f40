import { wordsOf } from '../../lib/words-of.ts';

export const usePeopleWords = wordsOf(
  {
    intro: '学籍中的考生和各人的报名进度。按院系、班级、年级、学历层次或报名进度筛选，须在一所学校之内。',
    firstStep: '请先在“导入与批次”中导入学籍。',
    missing: '学籍文件中缺失',
    count: (count: string) => `共 ${count} 人`,
    more: (count: string) => `超过 ${count} 人`,
  },
  {
    intro:
      'The people of the rolls, and how far each has come. By college, class, grade, level or stage inside one school.',
    firstStep: 'Import a roll under “Imports and batches” first.',
    missing: 'Missing in the school’s file',
    count: (count: string) => `${count} people`,
    more: (count: string) => `More than ${count} people`,
  },
);
