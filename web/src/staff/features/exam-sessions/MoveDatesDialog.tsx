import { Form } from 'antd';
import { answer } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NumberInput } from '../../ui/SettingInputs.tsx';
import { SettingsForm } from '../../ui/SettingsForm.tsx';
import { useDatesWords } from './dates-words.ts';
import { api, type ExamSessionSetup } from './exam-sessions-query.ts';
import { daysIn, MovedDates } from './MovedDates.tsx';

interface Values {
  movedByDays: number | null;
}

interface MoveDatesDialogProps {
  session: ExamSessionSetup;
  onClose: () => void;
  onMoved: () => void;
}

/** Moves all dates of a draft, once it was seen what they become. */
export function MoveDatesDialog({ session, onClose, onMoved }: MoveDatesDialogProps) {
  const words = useDatesWords();
  return (
    <Dialog title={words.move} onClose={onClose} actions={null}>
      <SettingsForm<Values>
        initialValues={{ movedByDays: 0 }}
        version={session.version}
        fields={{}}
        submit={words.apply}
        save={({ movedByDays }, seen) =>
          answer(
            api[':examSession'].dates.$post({
              param: { examSession: session.id },
              query: {},
              json: { movedByDays: movedByDays ?? 0, ...seen },
            }),
          )
        }
        onSaved={onMoved}
        onCancel={onClose}
      >
        <Form.Item name="movedByDays" label={words.days} extra={words.daysRule}>
          <NumberInput required />
        </Form.Item>
        <Form.Item noStyle dependencies={['movedByDays']}>
          {({ getFieldValue }) => (
            <MovedDates examSession={session.id} days={daysIn(getFieldValue('movedByDays'))} />
          )}
        </Form.Item>
      </SettingsForm>
    </Dialog>
  );
}
