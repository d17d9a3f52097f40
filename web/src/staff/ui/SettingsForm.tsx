import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SettingFields, SettingValue } from '../../../../domain/field-changes.ts';
import { findingsOf, flawsOf, impactOf, type Outdated, outdatedOf } from '../lib/setting-refusals.ts';
import { useSettingsWords } from '../lib/settings-words.ts';
import { Notice } from '../../ui/Notice.tsx';
import { FlawList } from './FlawList.tsx';
import { Meanwhile } from './Meanwhile.tsx';
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
  /** The value that the form was opened with, where the log of changes does not keep it. */
  opened?: SettingValue;
}

/** What a change is made on: the version that was seen, and how many people it touches as far as they were told. */
export interface SeenSettings {
  version: number;
  seenCount?: number;
  seenFindings?: number;
}

export interface SettingsFormProps<Values, Answer> {
  initialValues: Partial<Values>;
  /** The version that the values are of; 0 for something new. */
  version: number;
  fields: Record<string, SettingField>;
  submit: string;
  save: (values: Values, seen: SeenSettings) => Promise<Answer>;
  onSaved: (answer: Answer) => void;
  /** Called when all that was sent was set already, which the form says. */
  onUnchanged?: () => void;
  /** Called when something is filled in. */
  onChange?: () => void;
  /** As of any form of the console. */
  hints?: Readonly<Record<string, string>>;
  /** Absent for a form that is no dialog. */
  onCancel?: () => void;
  children: ReactNode;
}

/**
 * A form of settings: whom it touches is shown before it is done, everything that is wrong is listed, and what somebody
 * else has changed meanwhile is shown without losing what was filled in.
 */
export function SettingsForm<Values extends object, Answer = unknown>(
  props: SettingsFormProps<Values, Answer>,
) {
  const words = useSettingsWords();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [version, setVersion] = useState(props.version);
  const [outdated, setOutdated] = useState<{ found: Outdated; mine: SettingFields } | null>(null);
  const save = useMutation({
    mutationFn: ({ values, ...seen }: { values: Values } & Omit<SeenSettings, 'version'>) =>
      props.save(values, { version, ...seen }),
    onSuccess: (answer) => (isUnchanged(answer) ? props.onUnchanged?.() : props.onSaved(answer)),
    onError: (error) => {
      const found = outdatedOf(error);
      if (!found) return;
      setVersion(found.version);
      setOutdated({ found, mine: touched() });
      takeOver(found.present);
      // What stands around the form, and what it would be opened with again, is as old as the form was.
      void queryClient.invalidateQueries();
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
      onChange={() => {
        save.reset();
        props.onChange?.();
      }}
      {...(props.hints && { hints: props.hints })}
      {...(props.onCancel && { onCancel: props.onCancel })}
    >
      {props.children}
      {outdated && <Meanwhile {...outdated} fields={props.fields} />}
      {flaws && <FlawList flaws={flaws} />}
      {impact && <ImpactPreview impact={impact} />}
      {findings && <FlawList flaws={findings.first} count={findings.count} />}
      {save.isSuccess && isUnchanged(save.data) && (
        <Notice tone="info" live="status">
          <p>{words.unchanged}</p>
        </Notice>
      )}
    </StaffForm>
  );
}

/** Tells whether an answer says that nothing was to be changed. */
function isUnchanged(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'isApplied' in answer && answer.isApplied === false;
}
