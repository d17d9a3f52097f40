import { useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { isSetAt, WINDOW_KINDS } from '../../../../../domain/exam-session/window-rules.ts';
import type { WindowKind } from '../../../../../domain/exam-session/windows.ts';
import type { Scope } from '../../../../../domain/scopes.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer } from '../../../lib/client.ts';
import { formatMoment } from '../../../lib/moments.ts';
import { useWindowWords } from '../../lib/flaw-places.ts';
import { useSettingsWords } from '../../lib/settings-words.ts';
import { PageSettingsForm } from '../../ui/PageSettingsForm.tsx';
import type { SettingField } from '../../ui/SettingsForm.tsx';
import { isHalfPeriod, PeriodInput } from '../../ui/SettingInputs.tsx';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { api } from './exam-sessions-query.ts';
import type { Windows } from './windows-query.ts';
import { useWindowsWords } from './windows-words.ts';

/** Periods `from/until` by kind; null: not set at this scope. */
type Values = Partial<Record<WindowKind, string | null>>;

/** Sets all windows of a scope. */
export function WindowsForm({ examSession, set }: { examSession: string; set: Windows }) {
  const words = useWindowsWords();
  const { none } = useSettingsWords();
  const { kinds: labels } = useWindowWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const kinds = WINDOW_KINDS.filter((kind) => isSetAt(kind, set.scope as Scope));
  const field = (kind: WindowKind): SettingField => ({
    label: labels[kind],
    name: kind,
    show: (value) =>
      typeof value === 'string'
        ? value
            .split('/')
            .map((at) => formatMoment(at, language))
            .join(' - ')
        : none,
  });
  return (
    <>
      <p className="muted">{words.editText}</p>
      <PageSettingsForm<Values>
        saved={words.saved}
        ofSearch={['scope']}
        initialValues={Object.fromEntries(
          set.windows.map(({ kind, opensAt, closesAt }) => [kind, `${opensAt}/${closesAt}`]),
        )}
        version={set.version}
        fields={Object.fromEntries(kinds.map((kind) => [kind, field(kind)]))}
        submit={words.save}
        save={(values, seen) =>
          answer(
            api[':examSession'].windows[':scope'].$put({
              param: { examSession, scope: set.scope },
              query: {},
              json: {
                windows: windowsFrom(values),
                ...seen,
              },
            }),
          )
        }
        onSaved={() => queryClient.invalidateQueries({ queryKey: EXAM_SESSIONS })}
      >
        {kinds.map((kind) => (
          <Form.Item
            key={kind}
            name={kind}
            label={labels[kind]}
            rules={[
              {
                validator: (_rule, value) =>
                  isHalfPeriod(value) ? Promise.reject(new Error(words.half)) : Promise.resolve(),
              },
            ]}
          >
            <PeriodInput label={labels[kind]} />
          </Form.Item>
        ))}
      </PageSettingsForm>
    </>
  );
}

function windowsFrom(values: Values) {
  return WINDOW_KINDS.flatMap((kind) => {
    const [opensAt, closesAt] = values[kind]?.split('/') ?? [];
    return opensAt && closesAt ? [{ kind, opensAt, closesAt }] : [];
  });
}
