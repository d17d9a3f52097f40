import { wordsOf } from '../lib/words-of.ts';

export const useBulkWords = wordsOf(
  {
    whom: (count: string) => `将发给 ${count} 人`,
    first: '前几位：',
    one: (name: string, campus: string) => `${name}（${campus}）`,
    leftOut: (all: string, count: string) => `符合条件 ${all} 人，其中 ${count} 人今天已催缴，不再发。`,
    nobody: '没有符合条件的人，无须发送。',
    second: '人数超过一人可发的上限：提交后由另一人在“双人审批”中通过，才会发出。',
    example: '邮件内容（以第一位为例）',
    subject: '主题',
    send: (count: string) => `确认发给 ${count} 人`,
    submit: (count: string) => `提交审批（${count} 人）`,
    sentTitle: '已开始',
    submittedTitle: '已提交，等待另一人审批',
    see: '查看进度和结果',
    changed: (seen: string, now: string) =>
      seen === now
        ? `仍是 ${now} 人，但其中有人刚刚换成了别人，请核对后再确认。`
        : `符合条件的已由 ${seen} 人变为 ${now} 人，请核对后再确认。`,
  },
  {
    whom: (count: string) => `It goes to ${count} people`,
    first: 'The first of them:',
    one: (name: string, campus: string) => `${name} (${campus})`,
    leftOut: (all: string, count: string) =>
      `${all} people fit; ${count} of them were reminded today and get nothing more.`,
    nobody: 'Nobody fits the filter, so there is nothing to send.',
    second:
      'These are more people than one person may write to: it leaves once somebody else has approved it under “Two people”.',
    example: 'The email, as the first of them gets it',
    subject: 'Subject',
    send: (count: string) => `Send to ${count} people`,
    submit: (count: string) => `Submit for approval (${count} people)`,
    sentTitle: 'It has begun',
    submittedTitle: 'Submitted: a second person decides',
    see: 'See how far it is, and the result',
    changed: (seen: string, now: string) =>
      seen === now
        ? `Still ${now} people, but some of them are other ones now. Look again and confirm.`
        : `From ${seen} who fitted it has become ${now}. Look again and confirm.`,
  },
);
