import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { WaitlistEntry } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { useTooLong } from '../../../lib/use-field-problems.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Field } from '../../../ui/Field.tsx';

const OWN_WORDS = 'ownWords';
const MAX_LENGTH = 100;

/** 取消候补, with a reason from the list or in one's own words. */
export function LeaveDialog({ wait, onClose }: { wait: WaitlistEntry; onClose: () => void }) {
  const { t, pick } = useWords();
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
      <p>
        <strong>{pick(wait.subject.name)}</strong>
        {t('common.comma')}
        {pick(wait.campus.name)}
      </p>
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
