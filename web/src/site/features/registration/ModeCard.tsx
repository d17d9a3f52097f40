import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Entry, Mode, Registration } from '../../../lib/api-types.ts';
import { isTranscriptMissing } from '../../lib/transcripts.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { EntryTable } from './EntryTable.tsx';
import { AskedGateway } from '../../ui/AskedGateway.tsx';
import { ModePaymentStatus } from '../../ui/payment-states.tsx';
import { PaymentTrouble } from './PaymentTrouble.tsx';

interface ModeCardProps {
  registration: Registration;
  mode: Mode;
}

/** 笔试 or 口试: what is taken, what is paid, and the way to pay, which is the next step above as well. Candidates without an oral see no card for it. */
export function ModeCard({ registration, mode }: ModeCardProps) {
  const { t } = useWords();
  // Outlives its entry, so that somebody cancelling an entry that has gone meanwhile is told so.
  const [cancelling, setCancelling] = useState<Entry | null>(null);
  const [askedAbout, setAskedAbout] = useState<string | null>(null);
  const { actions, orders } = registration;
  const entries = registration.entries.filter(({ subject }) => subject.mode === mode);
  const { unpaidFen, state } = registration.payment[mode];
  const [payRefusal, selectRefusal] =
    mode === 'written' ? [actions.payWritten, actions.selectWritten] : [actions.payOral, actions.selectOral];
  const pending = orders.find(
    (order) => order.mode === mode && (order.state === 'open' || order.state === 'settling'),
  );
  // Whoever asked is told the answer, also when it leaves nothing to ask about.
  const answered = pending ? undefined : orders.find(({ orderNo }) => orderNo === askedAbout);

  const card = (
    <Card title={t(`modes.${mode}`)} aside={<ModePaymentStatus state={state} />}>
      {entries.length === 0 ? (
        <div className="empty stack">
          <p>{t('registration.noEntries')}</p>
          {selectRefusal === null && (
            <p>
              <LinkButton to={PATHS.subjects} params={{ mode }}>
                {t(`registration.select.${mode}`)}
              </LinkButton>
            </p>
          )}
        </div>
      ) : (
        <EntryTable caption={t(`modes.${mode}`)} entries={entries} onCancel={setCancelling} />
      )}
      {(unpaidFen > 0 || state === 'settling') && (
        <div className="pay-bar">
          {state === 'settling' ? (
            <p>{t('payment.confirmingMode')}</p>
          ) : (
            <p className="total">
              {t('payment.unpaidSum')}{' '}
              <strong>
                <Fee fen={unpaidFen} />
              </strong>
            </p>
          )}
          <div className="actions">
            {pending && <PaymentTrouble order={pending} onAsk={() => setAskedAbout(pending.orderNo)} />}
            {state !== 'settling' && (
              <PayAction
                mode={mode}
                refusal={payRefusal}
                transcriptMissing={isTranscriptMissing(registration, mode)}
              />
            )}
          </div>
        </div>
      )}
      <div aria-live="polite">{answered && <AskedGateway order={answered} />}</div>
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
      <LinkButton to={PATHS.transcripts} search={{ pay: mode }}>
        {t('payment.pay')}
      </LinkButton>
    );
  }
  return (
    <Action refusal={refusal}>
      {(props) =>
        props.disabled ? (
          <Button {...props}>{t('payment.pay')}</Button>
        ) : (
          <LinkButton to={PATHS.payment} params={{ mode }}>
            {t('payment.pay')}
          </LinkButton>
        )
      }
    </Action>
  );
}
