import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Entry, Mode, Order, Registration } from '../../../lib/api-types.ts';
import { isTranscriptMissing } from '../../lib/transcripts.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { EntryTable } from './EntryTable.tsx';
import { ModePaymentStatus } from '../../ui/payment-states.tsx';
import { PaymentTrouble } from './PaymentTrouble.tsx';

interface ModeCardProps {
  registration: Registration;
  mode: Mode;
  /** The order the gateway has just brought the browser back from. */
  returned: Order | undefined;
}

/** 笔试 or 口试: what is taken, what is paid, and the way to pay. Candidates without an oral see no card for it. */
export function ModeCard({ registration, mode, returned }: ModeCardProps) {
  const { t } = useWords();
  // Outlives its entry, so that somebody cancelling an entry that has gone meanwhile is told so.
  const [cancelling, setCancelling] = useState<Entry | null>(null);
  const { actions, orders } = registration;
  const entries = registration.entries.filter(({ subject }) => subject.mode === mode);
  const { unpaidFen, state } = registration.payment[mode];
  const [payRefusal, selectRefusal] =
    mode === 'written' ? [actions.payWritten, actions.selectWritten] : [actions.payOral, actions.selectOral];
  const pending = orders.find(
    (order) => order.mode === mode && (order.state === 'open' || order.state === 'settling'),
  );
  // Candidates who have just paid must not be invited to pay again while the notice is on its way.
  const confirming = pending !== undefined && pending.orderNo === returned?.orderNo;

  const card = (
    <Card title={t(`modes.${mode}`)} aside={<ModePaymentStatus state={state} />}>
      {entries.length === 0 ? (
        <div className="empty stack">
          <p>{t('registration.noEntries')}</p>
          {selectRefusal === null && (
            <p>
              <LinkButton look="main" to={PATHS.subjects} params={{ mode }}>
                {t(`registration.select.${mode}`)}
              </LinkButton>
            </p>
          )}
        </div>
      ) : (
        <EntryTable
          caption={t(`modes.${mode}`)}
          entries={entries}
          confirming={confirming}
          onCancel={setCancelling}
        />
      )}
      {unpaidFen > 0 && (
        <div className="pay-bar">
          <p className="total">
            {t('payment.unpaidSum')}{' '}
            <strong>
              <Fee fen={unpaidFen} />
            </strong>
          </p>
          <div className="actions">
            {pending && <PaymentTrouble orderNo={pending.orderNo} />}
            <PayAction
              mode={mode}
              refusal={confirming ? 'ORDER_SETTLING' : payRefusal}
              transcriptMissing={isTranscriptMissing(registration, mode)}
            />
          </div>
        </div>
      )}
    </Card>
  );
  return (
    <>
      {(mode === 'written' || entries.length > 0) && card}
      {cancelling && <CancelDialog entry={cancelling} onClose={() => setCancelling(null)} />}
    </>
  );
}

interface PayActionProps {
  mode: Mode;
  refusal: string | null;
  transcriptMissing: boolean;
}

/** 支付; while a transcript choice is missing, it opens the chooser first. */
function PayAction({ mode, refusal, transcriptMissing }: PayActionProps) {
  const { t } = useWords();
  if (refusal === null && transcriptMissing) {
    return (
      <LinkButton look="main" to={PATHS.transcripts} search={{ pay: mode }}>
        {t('payment.pay')}
      </LinkButton>
    );
  }
  return (
    <Action refusal={refusal}>
      {(props) =>
        props.disabled ? (
          <Button look="main" {...props}>
            {t('payment.pay')}
          </Button>
        ) : (
          <LinkButton look="main" to={PATHS.payment} params={{ mode }}>
            {t('payment.pay')}
          </LinkButton>
        )
      }
    </Action>
  );
}
