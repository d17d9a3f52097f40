import type { BatchKind } from '../../../../domain/batches/batch.ts';
import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import type { ReviewsAsked } from '../../../../domain/review/desk-filter.ts';
import { REVIEW_KINDS } from '../../../../domain/review/kind.ts';
import { EDUCATION_LEVEL_WORDS, EDUCATION_LEVELS } from '../../../../domain/roll/roll.ts';
import { type PeopleAsked, ROLL_STAGES } from '../../../../domain/registration/people-filter.ts';
import { ROLL_STAGE_WORDS } from '../../../../domain/staff/list-words.ts';
import { REVIEW_KIND_WORDS } from '../../../../domain/staff/review-words.ts';
import { wordsOf } from './words-of.ts';

type Fields = Record<keyof PeopleAsked | keyof ReviewsAsked, string>;

const zhFields: Fields = {
  inside: '省份、学校或校区',
  college: '院系',
  className: '班级',
  grade: '年级',
  educationLevel: '学历层次',
  subject: '科目',
  stage: '报名进度',
  kind: '申请方式',
  waitingDays: '提交天数至少',
};
const enFields: Fields = {
  inside: 'Province, school or campus',
  college: 'College',
  className: 'Class',
  grade: 'Grade',
  educationLevel: 'Level of education',
  subject: 'Subject',
  stage: 'Stage',
  kind: 'Asked as',
  waitingDays: 'Days since it was submitted, at least',
};

/** What people of an exam session are filtered by. */
export const usePeopleFilterWords = wordsOf(
  {
    fields: zhFields,
    any: '全部',
    stages: wordsIn(ROLL_STAGE_WORDS, 'zh'),
    levels: wordsIn(EDUCATION_LEVEL_WORDS, 'zh'),
    colon: '：',
    and: '；',
    kinds: wordsIn(REVIEW_KIND_WORDS, 'zh'),
    everybody: '全部已报名的考生',
    everyReview: '全部未复核',
  },
  {
    fields: enFields,
    any: 'Any',
    stages: wordsIn(ROLL_STAGE_WORDS, 'en'),
    levels: wordsIn(EDUCATION_LEVEL_WORDS, 'en'),
    colon: ': ',
    and: '; ',
    kinds: wordsIn(REVIEW_KIND_WORDS, 'en'),
    everybody: 'Everybody registered',
    everyReview: 'Every re-check that waits',
  },
);

type Words = ReturnType<typeof usePeopleFilterWords>;

/** Says whom the filter of a kind of action is about. */
export function filterText(kind: BatchKind, filter: Record<string, string>, words: Words): string {
  const parts = Object.entries(filter).map(([name, value]) => {
    const field = words.fields[name as keyof Fields] ?? name;
    return `${field}${words.colon}${valueText(name, value, words)}`;
  });
  return parts.join(words.and) || (kind === 'decisions' ? words.everyReview : words.everybody);
}

function valueText(name: string, value: string, { stages, levels, kinds }: Words): string {
  const kind = REVIEW_KINDS.find((one) => one === value);
  if (name === 'kind' && kind) return kinds[kind];
  const stage = ROLL_STAGES.find((one) => one === value);
  if (name === 'stage' && stage) return stages[stage];
  const level = EDUCATION_LEVELS.find((one) => one === value);
  return name === 'educationLevel' && level ? levels[level] : value;
}
