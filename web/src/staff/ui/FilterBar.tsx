import { Form } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { LOOKED_AT } from '../lib/use-typed-rules.ts';
import { wordsOf } from '../lib/words-of.ts';

const useFilterWords = wordsOf(
  {
    apply: '查询',
    clear: '清除条件',
    show: (set: number) => (set === 0 ? '筛选' : `筛选（已设 ${set} 项）`),
    hide: '收起筛选',
  },
  {
    apply: 'Search',
    clear: 'Clear',
    show: (set: number) => (set === 0 ? 'Filter' : `Filter (${set} set)`),
    hide: 'Hide the filter',
  },
);

interface FilterBarProps<Values> {
  /** The filter in force; the form shows it anew whenever it changes. */
  values: Values;
  onApply: (values: Values) => void;
  children: ReactNode;
}

/** The filter of a list: fields, and what applies them. On phones more than one field is folded away until it is asked for. */
export function FilterBar<Values extends Partial<Record<string, string>>>(props: FilterBarProps<Values>) {
  const words = useFilterWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const folds = Object.keys(props.values).length > 1;
  const inForce = Object.values(props.values).filter(Boolean).length;
  const cleared = Object.fromEntries(Object.keys(props.values).map((key) => [key, undefined])) as Values;
  return (
    <div className="filter" data-folded={(folds && !isOpen) || undefined}>
      {folds && (
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.hide : words.show(inForce)}
        </Button>
      )}
      <Form<Values>
        name={id}
        key={JSON.stringify(props.values)}
        className="filter-bar"
        layout="vertical"
        validateTrigger={LOOKED_AT}
        initialValues={props.values}
        onFinish={props.onApply}
      >
        {props.children}
        <div className="actions">
          <Button look="main" type="submit">
            {words.apply}
          </Button>
          <Button onClick={() => props.onApply(cleared)}>{words.clear}</Button>
        </div>
      </Form>
    </div>
  );
}
