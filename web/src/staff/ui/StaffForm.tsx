import { Form, type FormInstance } from 'antd';
import { type ReactNode, useEffect, useId } from 'react';
import { shownCharacter } from '../../../../domain/text/shown-character.ts';
import { useWords } from '../../i18n/index.ts';
import { Problem, problemSentence } from '../../lib/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { wordsOf } from '../lib/words-of.ts';

const useFormWords = wordsOf(
  {
    cancel: '取消',
    field: '请核对此项。',
    valueMissing: '请填写此项。',
    typeMismatch: '请填写完整的邮箱地址，如 name@example.com。',
  },
  {
    cancel: 'Cancel',
    field: 'Check this field.',
    valueMissing: 'Fill this in.',
    typeMismatch: 'Enter a whole email address, such as name@example.com.',
  },
);

interface StaffFormProps<Values> {
  /** The form, for whoever reads or sets its values from outside. */
  form?: FormInstance<Values>;
  initialValues?: Partial<Values>;
  submit: string;
  pending: boolean;
  /** The refusal of what was sent: what it says of fields stands at the fields, the rest below. */
  error: unknown;
  onSubmit: (values: Values) => void;
  onChange?: () => void;
  onCancel?: () => void;
  children: ReactNode;
}

/** A form that shows each complaint of the server at its field. */
export function StaffForm<Values extends object>(props: StaffFormProps<Values>) {
  const { error, pending } = props;
  const words = useFormWords();
  const { t, language } = useWords();
  const [form] = Form.useForm<Values>(props.form);
  // Fields of two forms on one page must not share their ids.
  const id = useId();
  useEffect(() => {
    if (!(error instanceof Problem)) return;
    const sentence = problemSentence(error, language, {
      offline: t('problem.offline'),
      unknown: t('problem.unknown'),
    });
    form.setFields(
      error.fields.map(({ path, character }) => ({
        name: fieldAt(form, path) as never,
        errors: [
          character !== undefined
            ? t('fieldRules.badCharacter', { character: shownCharacter(character) })
            : error.code === 'INVALID_INPUT'
              ? words.field
              : sentence,
        ],
      })),
    );
  }, [error, form, language, t, words]);
  return (
    <Form<Values>
      form={form}
      name={id}
      noValidate
      layout="vertical"
      requiredMark={false}
      {...(props.initialValues && { initialValues: props.initialValues as never })}
      onValuesChange={(changed: object) => {
        // What was said of a field was said of its old value.
        form.setFields(
          form
            .getFieldsError()
            .filter(({ name, errors }) => errors.length > 0 && holds(changed, name))
            .map(({ name }) => ({ name: name as never, errors: [] })),
        );
        props.onChange?.();
      }}
      onFinish={(values) => {
        const wrong = fieldsRefused(id);
        if (wrong.length === 0) {
          if (!pending) props.onSubmit(values);
          return;
        }
        const names = form.getFieldsError().map(({ name }) => name);
        form.setFields(
          wrong.map(({ field, why }) => ({
            name: names.find((name) => `${id}_${name.join('_')}` === field.id) as never,
            errors: [words[why]],
          })),
        );
        wrong[0]?.field.focus();
      }}
    >
      {props.children}
      {!(error instanceof Problem && error.fields.length > 0) && <ProblemNotice error={error} />}
      <div className="actions form-actions">
        {props.onCancel && (
          <Button onClick={props.onCancel} disabled={pending}>
            {words.cancel}
          </Button>
        )}
        <Button look="main" type="submit" pending={pending}>
          {props.submit}
        </Button>
      </div>
    </Form>
  );
}

/** Finds the fields of a form that the browser would refuse, which says so in its own language instead of the page's. */
function fieldsRefused(id: string) {
  const fields = document
    .getElementById(id)
    ?.querySelectorAll<HTMLInputElement>(':is(input, select, textarea):invalid');
  return [...(fields ?? [])]
    .filter((field) => field.id.startsWith(`${id}_`))
    .map((field) => ({
      field,
      why: field.validity.valueMissing
        ? ('valueMissing' as const)
        : field.validity.typeMismatch
          ? ('typeMismatch' as const)
          : ('field' as const),
    }));
}

/** Tells whether an object has something at a path. */
function holds(object: unknown, path: readonly (string | number)[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  return typeof object === 'object' && object !== null && step in object
    ? holds((object as Record<string | number, unknown>)[step], rest)
    : false;
}

/** Finds the field of a form that what the server complains of belongs to: itself, or what holds it. */
function fieldAt<Values>(form: FormInstance<Values>, path: string): (string | number)[] {
  const steps = path
    .replace(/^(?:body|path|query)\./, '')
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const names = form.getFieldsError().map(({ name }) => name.join('.'));
  const lengths = steps.map((_, index) => steps.length - index);
  return steps.slice(
    0,
    lengths.find((length) => names.includes(steps.slice(0, length).join('.'))),
  );
}
