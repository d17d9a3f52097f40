import { EDUCATION_LEVELS, type EducationLevel } from '../../../../domain/roll/roll.ts';
import {
  PEOPLE_STAGES,
  type PeopleAsked,
  type PeopleStage,
} from '../../../../domain/registration/people-filter.ts';
import { wordsOf } from './words-of.ts';

type Fields = Record<keyof PeopleAsked, string>;

const zhStages: Record<PeopleStage, string> = {
  saved: '已保存、未选科目',
  unpaid: '有科目未支付',
  paid: '已全部支付',
};
const enStages: Record<PeopleStage, string> = {
  saved: 'saved, no subject chosen',
  unpaid: 'something is not paid',
  paid: 'everything is paid',
};
const zhLevels: Record<EducationLevel, string> = {
  associate: '专科',
  bachelor: '本科',
  master: '硕士',
  doctor: '博士',
  other: '其他',
};
const enLevels: Record<EducationLevel, string> = {
  associate: 'associate',
  bachelor: 'bachelor',
  master: 'master',
  doctor: 'doctor',
  other: 'other',
};
const zhFields: Fields = {
  inside: '省份、学校或校区',
  college: '院系',
  className: '班级',
  grade: '年级',
  educationLevel: '学历层次',
  subject: '科目',
  stage: '报名进度',
};
const enFields: Fields = {
  inside: 'Province, school or campus',
  college: 'College',
  className: 'Class',
  grade: 'Grade',
  educationLevel: 'Level of education',
  subject: 'Subject',
  stage: 'Stage',
};

/** What people of an exam session are filtered by. */
export const usePeopleFilterWords = wordsOf(
  {
    fields: zhFields,
    stages: zhStages,
    levels: zhLevels,
    colon: '：',
    and: '；',
    everybody: '全部已报名的考生',
  },
  {
    fields: enFields,
    stages: enStages,
    levels: enLevels,
    colon: ': ',
    and: '; ',
    everybody: 'Everybody registered',
  },
);

type Words = ReturnType<typeof usePeopleFilterWords>;

/** Says whom a filter is about. */
export function filterText(filter: Record<string, string>, words: Words): string {
  const parts = Object.entries(filter).map(([name, value]) => {
    const field = words.fields[name as keyof PeopleAsked] ?? name;
    return `${field}${words.colon}${valueText(name, value, words)}`;
  });
  return parts.join(words.and) || words.everybody;
}

function valueText(name: string, value: string, { stages, levels }: Words): string {
  const stage = PEOPLE_STAGES.find((one) => one === value);
  if (name === 'stage' && stage) return stages[stage];
  const level = EDUCATION_LEVELS.find((one) => one === value);
  return name === 'educationLevel' && level ? levels[level] : value;
}
