import { wordsOf } from '../../lib/words-of.ts';

export const useUnpaidWords = wordsOf(
  {
    intro: '已占座位而尚未支付的考生：可按院系、班级、校区和科目筛选；条件保存在地址中。',
    clerkIntro: '本院系已占座位而尚未支付的考生。',
    subjects: '未支付科目',
    owes: '未支付金额',
    deadline: '支付截止时间',
    settling: '支付确认中',
    reminded: '最近催缴',
    never: '未催缴',
    sums: (count: string, yuan: string) => `共 ${count} 人，未支付 ${yuan}`,
    remind: '催缴',
    remindText: '给当前筛选条件下的全部考生发送催缴邮件；每人每天最多一封，当日已催缴的自动略过。',
    remindAll: (count: string) => `催缴这 ${count} 人`,
  },
  {
    intro:
      'Candidates who hold a seat and have not paid, by college, class, campus and subject. The filter stands in the address.',
    clerkIntro: 'Candidates of the college who hold a seat and have not paid.',
    subjects: 'Not paid',
    owes: 'Owes',
    deadline: 'Pay before',
    settling: 'being confirmed',
    reminded: 'Last reminded',
    never: 'never',
    sums: (count: string, yuan: string) => `${count} people, ${yuan} unpaid`,
    remind: 'Remind them',
    remindText:
      'Sends an email to all of the filter. Nobody gets more than one a day: who was reminded today is left out.',
    remindAll: (count: string) => `Remind these ${count} people`,
  },
);
