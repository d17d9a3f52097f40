import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { formatFen } from '../../../lib/money.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMe } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { UnverifiedWarning } from '../../ui/UnverifiedWarning.tsx';

/** Confirms 提交候补 after saying what it means, then shows the place in the queue. */
export function JoinDialog({ row, onClose }: { row: SubjectRow; onClose: () => void }) {
  const { t, pick } = useWords();
  const me = useMe();
  const join = useCommand((offeringId: number, key, examSession) =>
    answer(
      client.api.registration['waitlist-entries'].$post({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { offeringId },
      }),
    ),
  );
  const what = (
    <p>
      <strong>{pick(row.subject.name)}</strong>, {pick(row.campus.name)},{' '}
      <span className="number">{formatFen(row.feeFen)}</span>
    </p>
  );
  if (join.data) {
    const place = join.data.registration?.waitlist.find(
      ({ subject, campus }) => subject.code === row.subject.code && campus.code === row.campus.code,
    );
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
        {what}
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
      {what}
      <ul>
        {t('waitlist.meaning', { returnObjects: true }).map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {me && <UnverifiedWarning me={me} />}
    </ConfirmDialog>
  );
}
