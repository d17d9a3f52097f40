import { Form } from 'antd';
import { answer } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SettingsForm } from '../../ui/SettingsForm.tsx';
import { useDatesWords } from './dates-words.ts';
import { api, type ExamSessionSetup } from './exam-sessions-query.ts';
import { daysIn, MovedDates } from './MovedDates.tsx';
import { MovedDaysItem } from './MovedDaysItem.tsx';

interface Values {
  movedByDays?: number;
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
        initialValues={{}}
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
        <MovedDaysItem
          label={words.days}
          rules={[
            {
              validator: (_rule, days: unknown) =>
                days === 0 ? Promise.reject(new Error(words.noDays)) : Promise.resolve(),
            },
          ]}
        />
        <Form.Item noStyle dependencies={['movedByDays']}>
          {({ getFieldValue }) => (
            <MovedDates examSession={session.id} days={daysIn(getFieldValue('movedByDays'))} />
          )}
        </Form.Item>
      </SettingsForm>
    </Dialog>
  );
}
