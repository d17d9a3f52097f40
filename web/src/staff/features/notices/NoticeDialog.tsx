import { Form, Input } from 'antd';
import { useState } from 'react';
import { plainCode } from '../../../../../domain/text/code.ts';
import { answer, client } from '../../../lib/client.ts';
import { serverNow } from '../../../lib/server-clock.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useMomentText } from '../../lib/moment-text.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import type { SettingsAnswer } from '../../lib/setting-refusals.ts';
import { useTextWords } from '../../lib/text-words.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { type SeenSettings, type SettingField, SettingsForm } from '../../ui/SettingsForm.tsx';
import { TextFields, type TextValues } from '../../ui/TextFields.tsx';
import type { Notice } from './notices-query.ts';
import { useNoticesWords } from './words.ts';

const MOST = 5_000;

interface NoticeValues extends TextValues {
  scope: string;
  publishedAt: string;
  /** Null: until it is withdrawn. */
  shownUntil: string | null;
}

interface NoticeDialogProps {
  /** The notice to be changed; none for a new one. */
  notice?: Notice;
  /** The scope that a new one is for unless another is chosen. */
  scope: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Writes a notice, or changes one: for whom, the text with how it looks, from when until when. */
export function NoticeDialog({ notice, scope, onClose, onSaved }: NoticeDialogProps) {
  const words = useNoticesWords();
  const codes = useCodeRules();
  const times = useTimeRules();
  const [now] = useState(() => new Date(serverNow()).toISOString());
  return (
    <Dialog
      title={notice ? words.of(words.change, notice.title.zh) : words.create}
      onClose={onClose}
      actions={null}
    >
      <SettingsForm<NoticeValues>
        initialValues={notice ?? { scope, publishedAt: now, shownUntil: null }}
        version={notice?.version ?? 0}
        fields={useFields()}
        submit={words.save}
        save={(values, seen) => send(notice, values, seen)}
        onSaved={onSaved}
        onCancel={onClose}
      >
        <Form.Item name="scope" label={words.for} rules={codes('scope')} extra={words.scopeRule}>
          <Input required autoComplete="off" />
        </Form.Item>
        <Form.Item name="publishedAt" label={words.publishedAt}>
          <MomentInput required />
        </Form.Item>
        <Form.Item
          name="shownUntil"
          label={words.shownUntil}
          extra={words.untilRule}
          {...times.after('publishedAt', times.notPast())}
        >
          <MomentInput />
        </Form.Item>
        <TextFields most={MOST} />
      </SettingsForm>
    </Dialog>
  );
}

function useFields(): Record<string, SettingField> {
  const words = useNoticesWords();
  const texts = useTextWords();
  const moment = { show: useMomentText() };
  return {
    scope: { label: words.for, name: 'scope' },
    titleZh: { label: texts.title.zh, name: ['title', 'zh'] },
    titleEn: { label: texts.title.en, name: ['title', 'en'] },
    bodyZh: { label: texts.body.zh, name: ['body', 'zh'] },
    bodyEn: { label: texts.body.en, name: ['body', 'en'] },
    publishedAt: { label: words.publishedAt, name: 'publishedAt', ...moment },
    shownUntil: { label: words.shownUntil, name: 'shownUntil', ...moment },
  };
}

/** Sends a form; a notice that is new touches nobody and was seen by nobody. */
async function send(
  notice: Notice | undefined,
  { scope, title, body, publishedAt, shownUntil }: NoticeValues,
  { version }: SeenSettings,
): Promise<SettingsAnswer> {
  const json = {
    scope: plainCode(scope),
    title,
    body,
    publishedAt,
    shownUntil,
  };
  const { notices } = client.api.staff;
  if (notice) {
    const param = { id: String(notice.id) };
    return answer(notices[':id'].$put({ param, query: {}, json: { ...json, version } } as never));
  }
  const added = await answer(notices.$post({ json }));
  return {
    isApplied: true,
    version: added.version,
    changes: [],
    impact: { count: 0, first: [] },
    findings: { count: 0, first: [] },
  };
}
