import { wordsIn } from '../../../../../domain/cells/export-cell.ts';
import { SESSION_STATE_WORDS } from '../../../../../domain/exam-session/session-words.ts';
import { wordsOf } from '../../lib/words-of.ts';

export const useExamSessionsWords = wordsOf(
  {
    firstStep: '请先建好省份、学校和校区，以及科目目录，再新建考次。',
    intro: '考次从草稿开始：设好各项规则、时间和科目，核对无缺后开放给考生。',
    create: '新建考次',
    copy: '复制',
    copyOf: (name: string) => `复制考次：${name}`,
    open: '设置',
    search: '考次代码或名称',
    any: '不限',
    id: '考次代码',
    idRule: '年份和上、下半年，如 2027-1、2027-2，是准考证号的一部分。以后不能更改。',
    name: '名称',
    nameZh: '中文名称',
    nameEn: '英文名称',
    state: '状态',
    states: wordsIn(SESSION_STATE_WORDS, 'zh'),
    origin: '复制自',
    originRule: '规则、时间、科目、费用和容量都照抄，再按天数移动所有日期。',
    originNone: '不复制，从空白开始',
    moved: '日期后移天数',
    actions: '操作',
    unknown: '没有这个考次',
    unknownText: (id: string) => `地址中的考次代码“${id}”不存在。请核对地址，或从考次列表中选择。`,
  },
  {
    firstStep: 'Set up the places and the catalogue of subjects first, then create an exam session.',
    intro:
      'An exam session begins as a draft. Set its rules, windows and subjects, and open it to candidates once nothing is missing.',
    create: 'New exam session',
    copy: 'Copy',
    copyOf: (name: string) => `Copy ${name}`,
    open: 'Set up',
    search: 'Id or name',
    any: 'Any',
    id: 'Code',
    idRule:
      'Year and half, such as 2027-1 or 2027-2: part of every ticket number. It cannot be changed later.',
    name: 'Name',
    nameZh: 'Name in Chinese',
    nameEn: 'Name in English',
    state: 'State',
    states: wordsIn(SESSION_STATE_WORDS, 'en'),
    origin: 'Copy of',
    originRule: 'Rules, windows, subjects, fees and seats are copied, with all dates moved by some days.',
    originNone: 'None, begin empty',
    moved: 'Days by which dates move',
    actions: 'Actions',
    unknown: 'There is no such exam session',
    unknownText: (id: string) =>
      `No exam session has the code "${id}" of this address. Check the address, or choose one from the list.`,
  },
);
