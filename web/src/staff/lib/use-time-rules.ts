import type { FormRule } from 'antd';
import { serverNow } from '../../lib/server-clock.ts';
import { wordsOf } from './words-of.ts';

const useTimeWords = wordsOf(
  { backwards: '截止时间须晚于起始时间。', past: '这一时间已经过去，请选择以后的时间。' },
  {
    backwards: 'The end has to be after the beginning.',
    past: 'This time has passed. Choose a later one.',
  },
);

/** Gives the rules of fields of moments, which are checked where they are typed, with all others of a form. */
export function useTimeRules() {
  const words = useTimeWords();
  const held = (message: string, isWrong: boolean) =>
    isWrong ? Promise.reject(new Error(message)) : Promise.resolve();
  return {
    /** What makes an item's moment lie after that of another field, where both are set, and whatever else is asked of it. */
    after(
      from: string | string[],
      ...others: FormRule[]
    ): { dependencies: (string | string[])[]; rules: FormRule[] } {
      const isAfter: FormRule = ({ getFieldValue }) => ({
        validator: (_rule, to: unknown) => {
          const start: unknown = getFieldValue(from);
          // Both are moments as the same input writes them.
          const isBackwards =
            typeof start === 'string' && typeof to === 'string' && start && to && to <= start;
          return held(words.backwards, Boolean(isBackwards));
        },
      });
      // It is held again when the other field changes.
      return { dependencies: [from], rules: [isAfter, ...others] };
    },
    /** The rule of a moment that is not over, or not for long. */
    notPast: (sinceMs = 0): FormRule => ({
      validator: (_rule, at: unknown) =>
        held(words.past, typeof at === 'string' && Date.parse(at) <= serverNow() - sinceMs),
    }),
  };
}
