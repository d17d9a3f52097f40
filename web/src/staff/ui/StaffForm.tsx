import { Form, type FormInstance } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../../i18n/index.ts';
import { type FieldFlaw, Problem } from '../../lib/problem.ts';
import { useBadCharacter } from '../../lib/use-typed-problem.ts';
import { useProblemSentence } from '../../lib/use-problem-sentence.ts';
import { Button } from '../../ui/Button.tsx';
import { CancelButton } from '../../ui/CancelButton.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { hintOf } from '../lib/field-hints.ts';
import { LOOKED_AT } from '../lib/use-typed-rules.ts';
import { wordsOf } from '../lib/words-of.ts';

const useFormWords = wordsOf(
  {
    field: '填写的内容不符合要求，请按此项的说明修改。',
    valueMissing: '请填写此项。',
    most: {
      characters: (limit: number) => `最多 ${limit} 个字符，请缩短。`,
      items: (limit: number) => `最多 ${limit} 项，请减少。`,
      value: (limit: number) => `不能大于 ${limit}。`,
    },
    least: {
      characters: (limit: number) => `至少 ${limit} 个字符。`,
      items: (limit: number) => `至少 ${limit} 项。`,
      value: (limit: number) => `不能小于 ${limit}。`,
    },
  },
  {
    field: 'This is not what the field takes. See what it says, and change it.',
    valueMissing: 'Fill this in.',
    most: {
      characters: (limit: number) => `At most ${limit} characters: make it shorter.`,
      items: (limit: number) => `At most ${limit}: leave some out.`,
      value: (limit: number) => `Not above ${limit}.`,
    },
    least: {
      characters: (limit: number) => `At least ${limit} characters.`,
      items: (limit: number) => `At least ${limit}.`,
      value: (limit: number) => `Not below ${limit}.`,
    },
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
  /** What fields take here, by name, where it is not what fields of this name take in other forms. */
  hints?: Readonly<Record<string, string>>;
  onCancel?: () => void;
  children: ReactNode;
}

/** A form that shows each complaint of the server at its field. */
export function StaffForm<Values extends object>(props: StaffFormProps<Values>) {
  const { error, pending, hints } = props;
  const words = useFormWords();
  const { language } = useWords();
  const badCharacter = useBadCharacter();
  const sentenceOf = useProblemSentence();
  const [form] = Form.useForm<Values>(props.form);
  // Fields of two forms on one page must not share their ids.
  const id = useId();
  function takes(name: FieldName, value?: unknown): string {
    // Half of what belongs together is wrong because the other half is there.
    if (name.length === 1 && (value === null || value === '')) return words.valueMissing;
    return hints?.[name.join('.')] ?? hintOf(name)?.[language] ?? words.field;
  }
  // A refusal is told once, however often the form is rendered with it.
  const takesNow = useRef(takes);
  useEffect(() => {
    takesNow.current = takes;
  });
  useEffect(() => {
    const told = fieldsTold(form, error);
    if (told.length === 0) return;
    const sentence = sentenceOf(error);
    form.setFields(
      told.map(({ flaw, name }) => ({
        name: name as never,
        errors: [
          flaw.character !== undefined
            ? badCharacter(String(name.at(-1)), flaw.character)
            : (error as Problem).code === 'INVALID_INPUT'
              ? wordsOfFlaw(flaw, words, takesNow.current(name, form.getFieldValue(name as never)))
              : sentence,
        ],
      })),
    );
    focusFirst(
      id,
      told.map(({ name }) => name),
    );
  }, [badCharacter, error, form, id, sentenceOf, words]);

  /** Says of each field that the browser refuses why, and puts the focus into the first that is wrong. */
  function refuse(wrong: readonly FieldRefused[], said: readonly FieldName[] = []): void {
    const quiet = form.getFieldsError().filter(({ name }) => !said.some((one) => one.join() === name.join()));
    const refused = wrong.flatMap(({ field, own }) =>
      quiet
        .filter(({ name }) => fieldId(id, name) === field.id)
        .map(({ name }) => ({
          name,
          errors: [own ?? (field.validity.valueMissing ? words.valueMissing : takes(name))],
        })),
    );
    form.setFields(refused.map(({ name, errors }) => ({ name: name as never, errors })));
    focusFirst(id, [...said, ...refused.map(({ name }) => name)]);
  }

  return (
    <Form<Values>
      form={form}
      name={id}
      noValidate
      validateTrigger={LOOKED_AT}
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
      validateMessages={{ required: words.valueMissing }}
      onFinish={(values) => {
        const wrong = fieldsRefused(id);
        if (wrong.length > 0) refuse(wrong);
        else if (!pending) props.onSubmit(values);
      }}
      onFinishFailed={({ errorFields }) =>
        refuse(
          fieldsRefused(id),
          errorFields.map(({ name }) => name as FieldName),
        )
      }
    >
      {props.children}
      {!isToldAtFields(form, error) && <ProblemNotice error={error} />}
      <div className="actions form-actions">
        {props.onCancel && <CancelButton onCancel={props.onCancel} disabled={pending} />}
        <Button look="main" type="submit" pending={pending}>
          {props.submit}
        </Button>
      </div>
    </Form>
  );
}

type FieldName = (string | number)[];

/** The id that the kit gives the input of a field. */
function fieldId(form: string, name: FieldName): string {
  return `${form}_${name.join('_')}`;
}

/** Puts the focus into the first of some fields, as the page has them: whoever reads or hears the page is where to mend it. */
function focusFirst(form: string, names: readonly FieldName[]): void {
  const ids = new Set(names.map((name) => fieldId(form, name)));
  const all = document.getElementById(form)?.querySelectorAll<HTMLElement>('[id]') ?? [];
  const first = [...all].find((element) => ids.has(element.id));
  const inputs = 'input, select, textarea, button';
  (first?.matches(inputs) ? first : first?.querySelector<HTMLElement>(inputs))?.focus();
}

/** Finds the fields that the server complains of. */
function fieldsTold<Values>(form: FormInstance<Values>, error: unknown) {
  const flaws = error instanceof Problem ? error.fields : [];
  return flaws.map((flaw) => ({ flaw, name: fieldAt(form, flaw.path) }));
}

/** Tells whether all that the server complains of has a field of the form; what has none has to stand below, or nobody would read it. */
function isToldAtFields<Values>(form: FormInstance<Values>, error: unknown): boolean {
  const told = fieldsTold(form, error);
  const known = new Set(form.getFieldsError().map(({ name }) => name.join('.')));
  return told.length > 0 && told.every(({ name }) => known.has(name.join('.')));
}

/** Words for what a rule of the server says of a field: the bound where there is one. */
function wordsOfFlaw(
  { minimum, maximum, counted }: FieldFlaw,
  words: ReturnType<typeof useFormWords>,
  takes: string,
): string {
  if (maximum !== undefined) return words.most[counted ?? 'value'](maximum);
  if (minimum === undefined) return takes;
  return counted === 'characters' && minimum === 1
    ? words.valueMissing
    : words.least[counted ?? 'value'](minimum);
}

type FieldRefused = ReturnType<typeof fieldsRefused>[number];

/** Finds the fields of a form that the browser would refuse, which says so in its own language instead of the page's. */
function fieldsRefused(id: string) {
  const fields = document
    .getElementById(id)
    ?.querySelectorAll<HTMLInputElement>(':is(input, select, textarea):invalid');
  return [...(fields ?? [])]
    .filter((field) => field.id.startsWith(`${id}_`))
    .map((field) => ({ field, own: field.validity.customError ? field.validationMessage : undefined }));
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
