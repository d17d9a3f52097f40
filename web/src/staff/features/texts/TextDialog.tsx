import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { PUBLISHED_AT_ONCE_MS } from '../../../../../domain/exam-session/agreement-texts.ts';
import { answer, client } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useMomentText } from '../../lib/moment-text.ts';
import { useTextWords } from '../../lib/text-words.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import { type SettingField, SettingsForm } from '../../ui/SettingsForm.tsx';
import { TextFields, type TextValues } from '../../ui/TextFields.tsx';
import { type TextKind, textQuery } from './texts-query.ts';
import { useTextsWords } from './words.ts';

const MOST = 10_000;

interface VersionValues extends TextValues {
  version: string;
  publishedAt: string;
}

interface TextDialogProps {
  kind: TextKind;
  /** The version that is changed, or that the new one begins with; null for the first one. */
  version: string | null;
  isNew: boolean;
  /** The version of everything that is set for the whole country. */
  settingsVersion: number;
  onClose: () => void;
  onSaved: () => void;
}

/** Writes a new version of a text, or changes one that is not in force yet. */
export function TextDialog({ kind, version, isNew, settingsVersion, onClose, onSaved }: TextDialogProps) {
  const words = useTextsWords();
  const times = useTimeRules();
  const { data, error } = useQuery({ ...textQuery(kind, version ?? ''), enabled: version !== null });
  const fields = useFields(kind, version ?? '');
  const action = isNew ? words.renew : words.change;
  const isReady = version === null || data !== undefined;
  return (
    <Dialog title={words.of(action, words.kinds[kind], version ?? '')} onClose={onClose} actions={null}>
      <ProblemNotice error={error} />
      {!isReady && !error && <Skeleton />}
      {isReady && (
        <SettingsForm<VersionValues>
          initialValues={{
            ...(data && { title: data.title, body: data.body }),
            ...(data && !isNew && { publishedAt: data.publishedAt }),
          }}
          version={settingsVersion}
          fields={isNew ? {} : fields}
          submit={words.save}
          save={({ version: edition = version ?? '', ...values }, seen) =>
            answer(
              client.api.staff['agreement-texts'][':kind'][':version'].$put({
                param: { kind, version: edition },
                query: {},
                json: { ...values, ...seen, isNew },
              }),
            )
          }
          onSaved={onSaved}
          onCancel={onClose}
        >
          {isNew && (
            <Form.Item
              name="version"
              label={words.version}
              extra={words.versionRule}
              rules={[{ pattern: /^[\w.-]{1,40}$/, message: words.versionRule }]}
            >
              <Input required autoComplete="off" />
            </Form.Item>
          )}
          <Form.Item
            name="publishedAt"
            label={words.publishedAtField}
            extra={words.publishedAtRule}
            rules={[times.notPast(PUBLISHED_AT_ONCE_MS)]}
          >
            <MomentInput required />
          </Form.Item>
          <TextFields most={MOST} />
        </SettingsForm>
      )}
    </Dialog>
  );
}

function useFields(kind: TextKind, version: string): Record<string, SettingField> {
  const words = useTextsWords();
  const texts = useTextWords();
  const fields: Record<string, SettingField> = {
    titleZh: { label: texts.title.zh, name: ['title', 'zh'] },
    titleEn: { label: texts.title.en, name: ['title', 'en'] },
    bodyZh: { label: texts.body.zh, name: ['body', 'zh'] },
    bodyEn: { label: texts.body.en, name: ['body', 'en'] },
    publishedAt: { label: words.publishedAt, name: 'publishedAt', show: useMomentText() },
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [`text/${kind}/${version}/${name}`, field]),
  );
}
