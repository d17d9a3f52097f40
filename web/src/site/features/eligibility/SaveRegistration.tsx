import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { EligibilityMatch } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { SAVED_NOW } from '../../lib/saved-now.ts';
import { eligibilityQuery } from '../../lib/queries.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { UnverifiedWarning } from '../../ui/UnverifiedWarning.tsx';

interface SaveRegistrationProps {
  match: EligibilityMatch;
  /** Called when the school has changed the entry since it was shown; the entry is then fetched anew. */
  onRollChanged: () => void;
}

/** The form that ticks "checked and correct", confirms the mobile and saves. */
export function SaveRegistration({ match, onRollChanged }: SaveRegistrationProps) {
  const { t } = useWords();
  const me = useMe();
  const examSession = useExamSessionId();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [checked, setChecked] = useState(false);
  const [reminded, setReminded] = useState(false);
  const [asking, setAsking] = useState(false);
  const tick = useRef<HTMLInputElement>(null);

  const save = useCommand((candidateId: string, key) =>
    answer(
      client.api.registration.$put({
        header: { 'idempotency-key': key },
        json: {
          examSessionId: examSession,
          candidateId,
          digest: match.digest,
          dataConfirmed: true,
          mobileConfirmed: true,
        },
      }),
    ),
  );

  function confirm() {
    save.mutate(match.candidateId, {
      onSuccess: async () => {
        await navigate({ to: PATHS.subjects, params: { mode: 'written' }, state: SAVED_NOW });
        queryClient.removeQueries({ queryKey: eligibilityQuery(examSession).queryKey, type: 'inactive' });
        await queryClient.invalidateQueries({ queryKey: eligibilityQuery(examSession).queryKey });
      },
      onError: (error) => {
        setAsking(false);
        setChecked(false);
        if (hasCode(error, 'ROLL_CHANGED')) onRollChanged();
      },
    });
  }

  return (
    <div className="card">
      <Choice
        ref={tick}
        type="checkbox"
        checked={checked}
        aria-invalid={reminded && !checked}
        aria-describedby="data-reminder"
        onChange={(event) => setChecked(event.target.checked)}
      >
        {t('eligibility.tick')}
      </Choice>
      <div role="alert" id="data-reminder">
        {reminded && !checked && (
          <p className="field-problem">
            <Icon name="warning" />
            {t('eligibility.tickFirst')}
          </p>
        )}
      </div>
      {!asking && <ProblemNotice error={save.error} />}
      <div className="actions">
        <Button
          look="main"
          onClick={() => {
            if (checked) setAsking(true);
            else {
              setReminded(true);
              tick.current?.focus();
            }
          }}
        >
          {t('eligibility.save')}
        </Button>
        <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('eligibility.mobileTitle')}
          confirm={t('eligibility.mobileYes')}
          cancel={t('eligibility.mobileNo')}
          pending={save.isPending}
          onConfirm={confirm}
          onClose={() => void navigate({ to: PATHS.profile })}
        >
          <p>{t('eligibility.mobileText')}</p>
          <p className="number">
            <strong>{me?.mobile}</strong>
          </p>
          {me && <UnverifiedWarning me={me} />}
        </ConfirmDialog>
      )}
    </div>
  );
}
