import type { ComponentProps } from 'react';
import { wordsOf } from '../lib/words-of.ts';

const useSelectWords = wordsOf({ choose: '请选择' }, { choose: 'Choose' });

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  options: readonly { value: string; label: string | undefined }[];
  /** What stands there when nothing is chosen; without it the field asks for a choice. Null: something always is. */
  placeholder?: string | null;
}

/**
 * A choice of one. The browser's own list: it opens on every screen and for every keyboard, where the kit's list, placed by
 * script, can end up outside of a dialog's view.
 */
export function Select({ options, placeholder, value, ...control }: SelectProps) {
  const words = useSelectWords();
  return (
    <select className="input" value={value ?? ''} {...control}>
      {placeholder !== null && <option value="">{placeholder ?? words.choose}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
