import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import { RULE_FIELD_WORDS } from '../../../../domain/exam-session/rule-words.ts';
import { wordsOf } from './words-of.ts';

export const useRulesWords = wordsOf(
  {
    ...wordsIn(RULE_FIELD_WORDS, 'zh'),
    title: '名称与规则',
    intro: '保存前会说明影响多少名已报名的考生。已保留的座位期限不变，更改只影响以后的操作。',
    closed: '考次已关闭，不能再修改。',
    readOnly: '由考试中心设置。',
    save: '保存规则',
    saved: '已保存。',
    minutes: '分钟',
    points: '分',
    seats: '座',
    pixels: '像素',
    kilobytes: 'KB',
    days: '天',
    holdMinutesRule: '1440 分钟为 24 小时。没有任何科目的报名信息也在此时间后删除。',
    graceMinutesRule: '超过保留时间后取消最后一科的，至少还有这么久可以改选。',
    country: '全国工作规则',
    countryIntro: '适用于全国，与考次无关，更改立即生效。',
    decisionMailRule: '结果邮件等这么久才发出，其间撤回处理不惊动考生；0 为立即发出。',
    submissionLapseRule: '提交后超过此期限无人审批即失效，不作更改，可重新提交。',
    people: '人',
    secondPersonRule: '群发消息、催缴等批量操作超过此人数时，须另一人审批后才执行。',
  },
  {
    ...wordsIn(RULE_FIELD_WORDS, 'en'),
    title: 'Names and rules',
    intro:
      'Before anything is saved it says how many people who are registered it touches. Seats that are held keep their deadline; a change counts for what comes after it.',
    closed: 'The exam session is closed: nothing of it is set any more.',
    readOnly: 'The centre sets these.',
    save: 'Save the rules',
    saved: 'Saved.',
    minutes: 'minutes',
    points: 'points',
    seats: 'seats',
    pixels: 'pixels',
    kilobytes: 'KB',
    days: 'days',
    holdMinutesRule:
      '1440 minutes are 24 hours. A registration without any subject is deleted after the same time.',
    graceMinutesRule: 'Who cancels the last subject past that time has at least so long to choose another.',
    country: 'Rules for staff',
    countryIntro: 'For the whole country and every exam session; a change counts at once.',
    decisionMailRule:
      'The mail waits for so long, and a decision taken back meanwhile is not told; 0: it leaves at once.',
    submissionLapseRule:
      'What nobody has decided by then lapses: nothing changes, and it may be submitted again.',
    people: 'people',
    secondPersonRule:
      'Messages, payment reminders and other actions on more people than these run once a second person has approved them.',
  },
);
