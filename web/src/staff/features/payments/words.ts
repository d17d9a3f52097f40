import { wordsIn } from '../../../../../domain/cells/export-cell.ts';
import { PAYMENT_GROUP_WORDS } from '../../../../../domain/staff/list-words.ts';
import { wordsOf } from '../../lib/words-of.ts';

export const usePaymentWords = wordsOf(
  {
    intro: '已支付和未支付的科次（每人每科算一次）及金额；未支付指座位已保留、尚未付款。',
    groups: wordsIn(PAYMENT_GROUP_WORDS, 'zh'),
    by: '统计方式',
    inside: '省份或学校代码',
    college: '院系',
    examSession: '考次代码（不填为当前考次）',
    paid: '已支付科次',
    unpaid: '未支付科次',
    paidFen: '已支付金额',
    unpaidFen: '未支付金额',
    total: '合计',
    unknown: '（未填）',
    into: (name: string) => `查看：${name}`,
    list: '未缴费名单',
  },
  {
    intro:
      'Subjects that are paid and that are not, and their sums. A person counts once for each subject; not paid means that the seat is held and waits for the money.',
    groups: wordsIn(PAYMENT_GROUP_WORDS, 'en'),
    by: 'Told apart by',
    inside: 'Code of a province or school',
    college: 'College',
    examSession: 'Exam session (empty: the current one)',
    paid: 'Paid subjects',
    unpaid: 'Unpaid subjects',
    paidFen: 'Paid',
    unpaidFen: 'Unpaid',
    total: 'In all',
    unknown: '(not known)',
    into: (name: string) => `Look into ${name}`,
    list: 'Who has not paid',
  },
);
