import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Entry, WaitlistEntry } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { useTooLong } from '../../../lib/use-field-problems.ts';
import { isPassing } from '../../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { DoneDialog } from '../../ui/DoneDialog.tsx';
import { PlaceFacts } from '../../ui/PlaceFacts.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Field } from '../../../ui/Field.tsx';

const OWN_WORDS = 'ownWords';
const MAX_LENGTH = 100;

/** 取消候补, with a reason from the list or in one's own words. */
export function LeaveDialog({ wait, onClose }: { wait: WaitlistEntry; onClose: () => void }) {
  const { t } = useWords();
  const registration = useRegistration();
  const tooLong = useTooLong();
  const [picked, setPicked] = useState('');
  const [words, setWords] = useState('');
  const [reminded, setReminded] = useState(false);
  const leave = useCommand(({ id, reason }: { id: string; reason: string }, key, examSession) =>
    answer(
      client.api.registration['waitlist-entries'][':id'].$delete({
        param: { id },
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { reason },
      }),
    ),
  );
  const inOwnWords = picked === OWN_WORDS;
  const reason = (inOwnWords ? words : picked).trim();

  function confirm() {
    if (reason === '') setReminded(true);
    else if (!tooLong(reason, MAX_LENGTH)) leave.mutate({ id: wait.id, reason }, { onSuccess: onClose });
  }

  const { entries = [], waitlist = [], lastWait = null } = registration ?? {};
  const isOfWait = ({ subject }: Pick<Entry, 'subject'>) => subject.code === wait.subject.code;
  // A seat may have come instead, or the wait may have ended by itself.
  const isGone = ![...entries, ...waitlist].some(isOfWait) && lastWait?.state !== 'ended';
  if (isGone && isPassing(leave.error)) {
    return (
      <DoneDialog title={t('waitlist.leftTitle')} onClose={onClose}>
        <PlaceFacts place={wait} />
        <p>{t('waitlist.leftText')}</p>
      </DoneDialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('waitlist.leaveTitle')}
      confirm={t('waitlist.leaveConfirm')}
      cancel={t('waitlist.stay')}
      danger
      pending={leave.isPending}
      problem={leave.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <PlaceFacts place={wait} />
      <p>{t('waitlist.leaveText')}</p>
      <Field
        label={t('waitlist.reason')}
        problem={reminded && picked === '' ? t('waitlist.reasonFirst') : undefined}
      >
        {(control) => (
          <select {...control} value={picked} onChange={(event) => setPicked(event.target.value)}>
            <option value="">{t('waitlist.reasonChoose')}</option>
            {t('waitlist.reasons', { returnObjects: true }).map((item) => (
              <option key={item} value={item}>
                {item}
              </option>
            ))}
            <option value={OWN_WORDS}>{t('waitlist.ownWords')}</option>
          </select>
        )}
      </Field>
      {inOwnWords && (
        <Field
          label={t('waitlist.ownWordsLabel')}
          problem={reminded && reason === '' ? t('waitlist.reasonFirst') : tooLong(reason, MAX_LENGTH)}
        >
          {(control) => (
            <input {...control} value={words} onChange={(event) => setWords(event.target.value)} />
          )}
        </Field>
      )}
    </ConfirmDialog>
  );
}
