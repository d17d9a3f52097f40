import { Form, Input } from 'antd';
import { plainCode, plainSubjectCode } from '../../../../../domain/text/code.ts';
import { useWords } from '../../../i18n/index.ts';
import type { Subject } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { type SettingField, SettingsForm } from '../../ui/SettingsForm.tsx';
import { useSubjectsWords } from './words.ts';

interface Values {
  code: string;
  name: { zh: string; en: string };
  language: string;
  /** As the list of choices holds it. */
  level: string;
  mode: Subject['mode'];
}

interface SubjectDialogProps {
  /** The subject to be changed; none for a new one. */
  subject?: Subject;
  version: number;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds a subject to the catalogue, or changes one. */
export function SubjectDialog({ subject, version, onClose, onSaved }: SubjectDialogProps) {
  const words = useSubjectsWords();
  const { pick } = useWords();
  return (
    <Dialog title={subject ? words.changeOf(pick(subject.name)) : words.add} onClose={onClose} actions={null}>
      <SettingsForm<Values>
        initialValues={subject ? { ...subject, level: String(subject.level) } : { language: 'en' }}
        version={version}
        fields={useFields(subject)}
        submit={words.save}
        save={({ code, level, ...values }, seen) =>
          answer(
            client.api.staff.subjects[':code'].$put({
              param: { code: subject?.code ?? plainSubjectCode(code) },
              query: {},
              json: { ...values, level: Number(level) as Subject['level'], ...seen, isNew: !subject },
            }),
          )
        }
        onSaved={onSaved}
        onCancel={onClose}
      >
        {!subject && (
          <Form.Item
            name="code"
            label={words.code}
            extra={words.codeRule}
            rules={[{ pattern: /^[0-9A-Za-z]$/, transform: plainCode, message: words.codeWrong }]}
          >
            <Input required autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name={['name', 'zh']} label={words.nameZh}>
          <Input required autoComplete="off" />
        </Form.Item>
        <Form.Item name={['name', 'en']} label={words.nameEn}>
          <Input required autoComplete="off" />
        </Form.Item>
        <Form.Item name="language" label={words.language} extra={words.languageRule}>
          <Input required autoComplete="off" />
        </Form.Item>
        <Form.Item name="level" label={words.level}>
          <Select
            required
            options={Object.entries(words.levels).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="mode" label={words.mode}>
          <Select
            required
            options={Object.entries(words.modes).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
      </SettingsForm>
    </Dialog>
  );
}

/** The fields as the server tells of changes: by the code of the subject. */
function useFields(subject: Subject | undefined): Record<string, SettingField> {
  const words = useSubjectsWords();
  const fields: Record<string, SettingField> = {
    nameZh: { label: words.nameZh, name: ['name', 'zh'] },
    nameEn: { label: words.nameEn, name: ['name', 'en'] },
    language: { label: words.language, name: 'language' },
    level: { label: words.level, name: 'level', toForm: String },
    mode: { label: words.mode, name: 'mode' },
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, shown]) => [
      subject ? `subject/${subject.code}/${field}` : field,
      shown,
    ]),
  );
}
