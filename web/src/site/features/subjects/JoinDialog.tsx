import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { isPassing } from '../../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMe, useRegistration } from '../../lib/use-exam-session.ts';
import { useHold } from '../../lib/use-hold.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { CheckAnswers } from '../../ui/CheckAnswers.tsx';
import { UnverifiedWarning } from '../../ui/UnverifiedWarning.tsx';
import { waitUntil } from './pay-until.ts';
import type { SeatsElsewhere } from './seats-elsewhere.ts';
import { TakeElsewhere } from './TakeElsewhere.tsx';

interface JoinDialogProps {
  row: SubjectRow;
  /** Other campuses where seats are left. */
  elsewhere: SeatsElsewhere[];
  /** Called instead of joining, with a row that has seats. */
  onTake: (row: SubjectRow) => void;
  onClose: () => void;
}

/**
 * Confirms 提交候补 once all that is waited for was read once more, after saying where else there are seats and what it
 * means, then shows the place in the queue.
 */
export function JoinDialog({ row, elsewhere, onTake, onClose }: JoinDialogProps) {
  const { t, pick } = useWords();
  const hold = useHold();
  const me = useMe();
  const registration = useRegistration();
  const join = useCommand((offeringId: number, key, examSession) =>
    answer(
      client.api.registration['waitlist-entries'].$post({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { offeringId },
      }),
    ),
  );
  const place = registration?.waitlist.find(
    ({ subject, campus }) => subject.code === row.subject.code && campus.code === row.campus.code,
  );
  // An answer that was lost on its way may have been this one.
  if (join.data || (place && isPassing(join.error))) {
    return (
      <Dialog
        title={t('waitlist.joinedTitle')}
        onClose={onClose}
        actions={
          <>
            <Button onClick={onClose}>{t('common.close')}</Button>
            <LinkButton look="main" to={PATHS.registration}>
              {t('waitlist.see')}
            </LinkButton>
          </>
        }
      >
        <p>
          <strong>{pick(row.subject.name)}</strong>
          {t('common.comma')}
          {pick(row.campus.name)}
        </p>
        {place?.position && <p>{t('waitlist.joinedAs', { position: place.position })}</p>}
        <p>{t('waitlist.joinedNext')}</p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('waitlist.joinTitle')}
      confirm={t('waitlist.join')}
      pending={join.isPending}
      problem={join.error}
      onConfirm={() => join.mutate(row.offeringId)}
      onClose={onClose}
    >
      {registration && (
        <CheckAnswers
          person={registration.roll}
          subjects={[{ ...row, deadlineAt: null, waitUntilAt: waitUntil(row, registration.entries) }]}
        />
      )}
      <TakeElsewhere elsewhere={elsewhere} onTake={onTake} onClose={onClose} />
      <ul>
        {t('waitlist.meaning', { returnObjects: true, hold }).map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {me && <UnverifiedWarning me={me} />}
    </ConfirmDialog>
  );
}
