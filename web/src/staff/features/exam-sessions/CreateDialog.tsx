import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useWords } from '../../../i18n/index.ts';
import { answer } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { Select } from '../../ui/Select.tsx';
import { api, type ExamSessionRow } from './exam-sessions-query.ts';
import { daysIn, MovedDates } from './MovedDates.tsx';
import { MovedDaysItem } from './MovedDaysItem.tsx';
import { useExamSessionsWords } from './words.ts';

const HALF_A_YEAR_DAYS = 182;

interface NewSession {
  id: string;
  name: { zh: string; en: string };
  copyOf?: string;
  movedByDays?: number;
}

interface CreateDialogProps {
  sessions: ExamSessionRow[];
  /** The one to begin with; none for an empty one. */
  copyOf: ExamSessionRow | null;
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** Creates an exam session as a draft, empty or as a copy of an earlier one. */
export function CreateDialog({ sessions, copyOf, onClose, onCreated }: CreateDialogProps) {
  const words = useExamSessionsWords();
  const { pick } = useWords();
  const create = useMutation({
    mutationFn: (json: NewSession) => answer(api.$post({ json })),
    onSuccess: ({ id }) => onCreated(id),
  });
  return (
    <Dialog
      title={copyOf ? words.copyOf(pick(copyOf.name)) : words.create}
      onClose={onClose}
      busy={create.isPending}
      actions={null}
    >
      <StaffForm<NewSession>
        initialValues={{ ...(copyOf && { copyOf: copyOf.id }), movedByDays: HALF_A_YEAR_DAYS }}
        submit={words.create}
        pending={create.isPending}
        error={create.error}
        onSubmit={({ copyOf: origin, movedByDays, ...session }) =>
          create.mutate({ ...session, ...(origin && { copyOf: origin, movedByDays: movedByDays ?? 0 }) })
        }
        onCancel={onClose}
      >
        <Form.Item name="id" label={words.id} extra={words.idRule}>
          <Input required autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name={['name', 'zh']} label={words.nameZh}>
          <Input required autoComplete="off" />
        </Form.Item>
        <Form.Item name={['name', 'en']} label={words.nameEn}>
          <Input required autoComplete="off" />
        </Form.Item>
        <Form.Item name="copyOf" label={words.origin} extra={words.originRule}>
          <Select
            placeholder={words.originNone}
            options={sessions.map(({ id, name }) => ({ value: id, label: `${id} ${pick(name)}` }))}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['copyOf']}>
          {({ getFieldValue }) => getFieldValue('copyOf') && <MovedDaysItem label={words.moved} />}
        </Form.Item>
        <Form.Item noStyle dependencies={['copyOf', 'movedByDays']}>
          {({ getFieldValue }) => {
            const origin = getFieldValue('copyOf') as string | undefined;
            return (
              origin && <MovedDates examSession={origin} days={daysIn(getFieldValue('movedByDays'))} isCopy />
            );
          }}
        </Form.Item>
      </StaffForm>
    </Dialog>
  );
}
