import { wordsIn } from '../../../../../domain/cells/export-cell.ts';
import { PAYMENT_EXCEPTION_WORDS } from '../../../../../domain/staff/kind-words.ts';
import { EXCEPTION_STATE_WORDS } from '../../../../../domain/staff/list-words.ts';
import { wordsOf } from '../../lib/words-of.ts';

export const useExceptionWords = wordsOf(
  {
    intro: '支付网关与订单不一致、须人工核对的款项。核对并处理后，请记录处理结果。',
    state: '状态',
    states: wordsIn(EXCEPTION_STATE_WORDS, 'zh'),
    kind: '类型',
    any: '不限',
    order: '订单号',
    trade: '交易号',
    amount: '金额',
    candidate: '考生',
    foundAt: '发现时间',
    actions: '操作',
    handle: '记录处理结果',
    handleOf: (order: string) => `记录处理结果：${order}`,
    note: '处理结果',
    save: '标记为已处理',
    done: '已记录。',
    kinds: wordsIn(PAYMENT_EXCEPTION_WORDS, 'zh'),
  },
  {
    intro: 'Money that gateway and orders do not agree about. Look into each, then write down what was done.',
    state: 'State',
    states: wordsIn(EXCEPTION_STATE_WORDS, 'en'),
    kind: 'Kind',
    any: 'Any',
    order: 'Order',
    trade: 'Trade',
    amount: 'Amount',
    candidate: 'Candidate',
    foundAt: 'Found',
    actions: 'Actions',
    handle: 'Note what was done',
    handleOf: (order: string) => `Note what was done: ${order}`,
    note: 'What was done',
    save: 'Mark as handled',
    done: 'Noted.',
    kinds: wordsIn(PAYMENT_EXCEPTION_WORDS, 'en'),
  },
);
