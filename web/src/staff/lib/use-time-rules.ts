import type { FormRule } from 'antd';
import { wordsOf } from './words-of.ts';

const useTimeWords = wordsOf(
  { backwards: '截止时间须晚于起始时间。' },
  { backwards: 'The end has to be after the beginning.' },
);

/** Gives the rule of a filter's field `to`, which lies after its field `from` where both are set. */
export function useAfterFrom(): FormRule {
  const { backwards } = useTimeWords();
  return ({ getFieldValue }) => ({
    validator: (_rule, to: unknown) => {
      const from: unknown = getFieldValue('from');
      // Both are moments as the same input writes them.
      const isBackwards = typeof from === 'string' && typeof to === 'string' && from && to && to <= from;
      return isBackwards ? Promise.reject(new Error(backwards)) : Promise.resolve();
    },
  });
}
