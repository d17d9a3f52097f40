import { Form, type FormRule, Input, type InputProps, type InputRef } from 'antd';
import { useState } from 'react';
import { plainCode } from '../../../../domain/text/code.ts';
import { MONEY, plainNumber, SEATS } from '../../../../domain/text/plain-number.ts';
import { Button } from '../../ui/Button.tsx';
import { beijingInstant, beijingLocal } from '../lib/beijing-instant.ts';
import { useSettingsWords } from '../lib/settings-words.ts';

/** What a form gives its inputs. */
interface Given<Value> {
  id?: string;
  value?: Value;
  onChange?: (value: Value) => void;
  'aria-invalid'?: 'true';
}

type Rest = Omit<InputProps, 'value' | 'onChange' | 'type'>;

/** A whole number, in digits of any width, also with its unit. What is none stays as it was typed, and the form says so. */
export function NumberInput({ value, onChange, ...rest }: Given<number | string | null> & Rest) {
  const words = useSettingsWords();
  return (
    <Input
      inputMode="numeric"
      autoComplete="off"
      {...rest}
      ref={complains(isText(value) && words.wholeNumber)}
      value={value ?? ''}
      onChange={({ target }) => {
        const text = plainNumber(target.value, SEATS);
        onChange?.(/^-?\d{1,15}$/.test(text) ? Number(text) : target.value);
      }}
    />
  );
}

/** Tells whether what a field of numbers holds is none. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && plainCode(value) !== '';
}

/** Lets an input say what is wrong with it, where its form looks for what the browser refuses. */
function complains(message: string | false) {
  return (ref: InputRef | null) => ref?.input?.setCustomValidity(message || '');
}

interface NumberItemProps {
  name: string | string[];
  label: string;
  range: readonly [number, number];
  /** What it is counted in. */
  unit: string;
  /** What it means. */
  rule?: string;
  /** What is asked of it besides. */
  rules?: FormRule[];
}

/** The field of a number with its range and unit, which refuses what lies outside before it is sent. */
export function NumberItem({ name, label, range: [least, most], unit, rule, rules = [] }: NumberItemProps) {
  const words = useSettingsWords();
  const within = words.within(least, most, unit);
  return (
    <Form.Item
      name={name}
      label={label}
      extra={rule ? `${within}${words.stop}${rule}` : within}
      rules={[
        { type: 'integer', min: least, max: most, required: true, message: words.number(within) },
        ...rules,
      ]}
    >
      <NumberInput suffix={unit} />
    </Form.Item>
  );
}

/** Money, typed in yuan and kept in fen. */
export function YuanInput({ value, onChange, ...rest }: Given<number | string | null> & Rest) {
  const words = useSettingsWords();
  const [typed, setTyped] = useState(typeof value === 'number' ? (value / 100).toFixed(2) : '');
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      prefix="¥"
      {...rest}
      ref={complains(isText(value) && words.yuan)}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        const text = plainNumber(target.value, MONEY);
        onChange?.(/^\d{1,9}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : text || null);
      }}
    />
  );
}

/** A moment, as a clock in China shows it. */
export function MomentInput({ value, onChange, ...rest }: Given<string | null> & Rest) {
  return (
    <Input
      type="datetime-local"
      {...rest}
      value={value ? beijingLocal(value) : ''}
      onChange={({ target }) => onChange?.(target.value ? beijingInstant(target.value) : null)}
    />
  );
}

/** Tells whether a period `from/until` lacks one of its ends. */
export function isHalfPeriod(value: unknown): boolean {
  return typeof value === 'string' && value.split('/').includes('');
}

/** A period `from/until`, or none. */
export function PeriodInput({
  id,
  value,
  onChange,
  label,
  ...rest
}: Given<string | null> & { label: string }) {
  const invalid = rest['aria-invalid'] && { 'aria-invalid': rest['aria-invalid'] };
  const words = useSettingsWords();
  const [opensAt = '', closesAt = ''] = (value ?? '').split('/');
  const set = (from: string | null, until: string | null) =>
    onChange?.(from || until ? `${from ?? ''}/${until ?? ''}` : null);
  return (
    <div className="period-input" id={id}>
      <MomentInput
        {...invalid}
        aria-label={`${label}: ${words.opens}`}
        value={opensAt}
        onChange={(from) => set(from, closesAt)}
      />
      <MomentInput
        {...invalid}
        aria-label={`${label}: ${words.closes}`}
        value={closesAt}
        onChange={(until) => set(opensAt, until)}
      />
      {value && (
        <Button look="quiet" aria-label={`${words.clear}: ${label}`} onClick={() => set(null, null)}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}
