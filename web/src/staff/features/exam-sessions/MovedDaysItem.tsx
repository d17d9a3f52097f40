import type { FormRule } from 'antd';
import { MAX_MOVED_DAYS } from '../../../../../domain/exam-session/settings.ts';
import { NumberItem } from '../../ui/SettingInputs.tsx';
import { useDatesWords } from './dates-words.ts';

/** The field of the days by which all dates move. */
export function MovedDaysItem({ label, rules = [] }: { label: string; rules?: FormRule[] }) {
  const words = useDatesWords();
  return (
    <NumberItem
      name="movedByDays"
      label={label}
      range={[-MAX_MOVED_DAYS, MAX_MOVED_DAYS]}
      unit={words.daysUnit}
      rule={words.daysRule}
      rules={rules}
    />
  );
}
