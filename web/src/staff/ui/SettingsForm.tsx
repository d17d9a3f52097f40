import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SettingFields, SettingValue } from '../../../../domain/field-changes.ts';
import { Moment } from '../../ui/Moment.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import {
  findingsOf,
  flawsOf,
  impactOf,
  type Outdated,
  outdatedOf,
  type SettingsAnswer,
} from '../lib/setting-refusals.ts';
import { useSettingsWords } from '../lib/settings-words.ts';
import { FlawList } from './FlawList.tsx';
import { ImpactPreview } from './ImpactPreview.tsx';
import { StaffForm } from './StaffForm.tsx';

/** A field of a form as the server names it: where the form has it, and how its value is shown. */
export interface SettingField {
  label: string;
  /** The name of the form's field. */
  name: string | string[];
  /** Turns what is set into what the form holds; absent: they are the same. */
  toForm?: (value: SettingValue) => unknown;
  /** Words for a value; absent: as it is. */
  show?: (value: SettingValue) => string;
}

/** What a change is made on: the version that was seen, and how many people it touches as far as they were told. */
export interface SeenSettings {
  version: number;
  seenCount?: number;
  seenFindings?: number;
}

interface SettingsFormProps<Values> {
  initialValues: Partial<Values>;
  /** The version that the values are of; 0 for something new. */
  version: number;
  fields: Record<string, SettingField>;
  submit: string;
  save: (values: Values, seen: SeenSettings) => Promise<SettingsAnswer>;
  onSaved: (answer: SettingsAnswer) => void;
  /** Absent for a form that is no dialog. */
  onCancel?: () => void;
  children: ReactNode;
}

/**
 * A form of settings: whom it touches is shown before it is done, everything that is wrong is listed, and what somebody
 * else has changed meanwhile is shown without losing what was filled in.
 */
export function SettingsForm<Values extends object>(props: SettingsFormProps<Values>) {
  const words = useSettingsWords();
  const [form] = Form.useForm<Values>();
  const [version, setVersion] = useState(props.version);
  const [outdated, setOutdated] = useState<{ found: Outdated; mine: SettingFields } | null>(null);
  const save = useMutation({
    mutationFn: ({ values, ...seen }: { values: Values } & Omit<SeenSettings, 'version'>) =>
      props.save(values, { version, ...seen }),
    onSuccess: props.onSaved,
    onError: (error) => {
      const found = outdatedOf(error);
      if (!found) return;
      setVersion(found.version);
      setOutdated({ found, mine: touched() });
      takeOver(found.present);
    },
  });
  const [impact, findings, flaws] = [impactOf(save.error), findingsOf(save.error), flawsOf(save.error)];
  const isToldHere = impact !== null || flaws !== null || outdatedOf(save.error) !== null;

  /** Reads what was filled in here. */
  function touched(): SettingFields {
    return Object.fromEntries(
      Object.entries(props.fields)
        .filter(([, { name }]) => form.isFieldTouched(name as never))
        .map(([field, { name }]) => [field, (form.getFieldValue(name as never) ?? null) as SettingValue]),
    );
  }

  /** Shows the new values of fields that nobody has touched here. */
  function takeOver(present: SettingFields): void {
    for (const [field, value] of Object.entries(present)) {
      const { name, toForm } = props.fields[field] ?? {};
      if (name !== undefined && !form.isFieldTouched(name as never))
        form.setFieldValue(name as never, (toForm ? toForm(value) : value) as never);
    }
  }

  return (
    <StaffForm<Values>
      form={form}
      initialValues={props.initialValues}
      submit={impact ? words.confirm : props.submit}
      pending={save.isPending}
      error={isToldHere ? null : save.error}
      onSubmit={(values) =>
        save.mutate({
          values,
          ...(impact && { seenCount: impact.count }),
          ...(findings && { seenFindings: findings.count }),
        })
      }
      // What was said of other values holds no more.
      onChange={save.reset}
      {...(props.onCancel && { onCancel: props.onCancel })}
    >
      {props.children}
      {outdated && <Meanwhile {...outdated} fields={props.fields} />}
      {flaws && <FlawList flaws={flaws} />}
      {impact && <ImpactPreview impact={impact} />}
      {findings && <FlawList flaws={findings.first} count={findings.count} />}
    </StaffForm>
  );
}

interface MeanwhileProps {
  found: Outdated;
  /** What was filled in here, by the names of the server. */
  mine: SettingFields;
  fields: Record<string, SettingField>;
}

/** What others have changed, beside what it was and what was filled in here. */
function Meanwhile({ found: { meanwhile, present }, mine, fields }: MeanwhileProps) {
  const words = useSettingsWords();
  const textOf = useValueText();
  const changes = meanwhile.flatMap((one) => one.changes);
  const changed = [...new Set(changes.map(({ field }) => field))];
  return (
    <Notice tone="caution" live="alert" title={words.meanwhile}>
      <ul className="plain-list">
        {meanwhile.map(({ actor, at, version }) => (
          <li key={version}>
            {words.by(actor)} <Moment at={at} />
          </li>
        ))}
      </ul>
      <Table
        caption={words.meanwhile}
        heads={[words.field, words.before, words.theirs, words.mine]}
        rows={changed.map((field) => {
          const show = fields[field]?.show ?? textOf;
          // They are told newest first.
          const before = changes.findLast((change) => change.field === field)?.from ?? null;
          return {
            key: field,
            cells: [
              fields[field]?.label ?? field,
              show(before),
              show(present[field] ?? null),
              field in mine ? show(mine[field] ?? null) : words.untouched,
            ],
          };
        })}
      />
      <p>{words.kept}</p>
    </Notice>
  );
}

function useValueText(): (value: SettingValue) => string {
  const words = useSettingsWords();
  return (value) => {
    if (value === null || value === '') return words.none;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (Array.isArray(value)) return value.length === 0 ? words.none : value.join(words.and);
    return String(value);
  };
}
