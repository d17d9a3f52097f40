import { wordsOf } from '../../lib/words-of.ts';

export const useMessageWords = wordsOf(
  {
    intro:
      '给本范围内已报名的考生群发邮件：先选收件人，再写内容，预览人数和样例后发送。每人一封，结果可导出。',
    whom: '收件人',
    mail: '邮件内容',
    mailRule:
      '纯文本，中英文都要写。可用的占位：{name} 姓名、{examSession} 考次、{subjects} 科目、{amount} 未支付金额、{deadline} 支付截止时间；没有的以“—”代替。',
    subjects: { zh: '主题（中文）', en: '主题（英文）' },
    texts: { zh: '正文（中文）', en: '正文（英文）' },
    unknown: (what: string) => `不认识的占位：${what}。请只用上面列出的，或删去大括号。`,
    preview: '预览并发送',
    title: '群发消息',
  },
  {
    intro:
      'Write an email to those of the scope who are registered: choose whom, write, look at their number and an example, send. Each gets one; the result can be exported.',
    whom: 'To whom',
    mail: 'The email',
    mailRule:
      'Plain text, in both languages. It may hold {name}, {examSession}, {subjects}, {amount} (unpaid) and {deadline} (to pay); what somebody has none of is a dash.',
    subjects: { zh: 'Subject line (Chinese)', en: 'Subject line (English)' },
    texts: { zh: 'Text (Chinese)', en: 'Text (English)' },
    unknown: (what: string) => `Not known: ${what}. Use the words listed above, or leave the braces out.`,
    preview: 'Preview and send',
    title: 'Write to many',
  },
);
