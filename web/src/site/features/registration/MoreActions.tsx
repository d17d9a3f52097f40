import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Mode, Registration } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

/** Offers everything else that can be done here, what is rarely done folded away, and says why something cannot. */
export function MoreActions({ registration }: { registration: Registration }) {
  const { t } = useWords();
  const [withdrawing, setWithdrawing] = useState(false);
  const { actions } = registration;
  return (
    <Card screenOnly title={t('registration.actionsTitle')}>
      <div className="actions actions-many">
        <SelectAction mode="written" refusal={actions.selectWritten} />
        <SelectAction mode="oral" refusal={actions.selectOral} />
        <LinkButton to={PATHS.orders}>{t('titles.orders')}</LinkButton>
      </div>
      <details className="disclosure">
        <summary>{t('registration.moreActions')}</summary>
        <div className="actions actions-many">
          <LinkButton to={PATHS.timeline}>{t('titles.timeline')}</LinkButton>
          <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
          <Button onClick={() => window.print()}>{t('common.print')}</Button>
          <Action refusal={actions.withdraw}>
            {(props) => (
              <Button look="danger" {...props} onClick={() => setWithdrawing(true)}>
                {t('registration.withdraw')}
              </Button>
            )}
          </Action>
        </div>
      </details>
      {withdrawing && <WithdrawDialog registration={registration} onClose={() => setWithdrawing(false)} />}
    </Card>
  );
}

function SelectAction({ mode, refusal }: { mode: Mode; refusal: string | null }) {
  const { t } = useWords();
  return (
    <Action refusal={refusal}>
      {(props) =>
        props.disabled ? (
          <Button {...props}>{t(`registration.select.${mode}`)}</Button>
        ) : (
          <LinkButton to={PATHS.subjects} params={{ mode }}>
            {t(`registration.select.${mode}`)}
          </LinkButton>
        )
      }
    </Action>
  );
}
