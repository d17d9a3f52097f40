import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Entry, Mode, OwnOrder, Registration } from '../../../lib/api-types.ts';
import { formatFen } from '../../../lib/money.ts';
import { isInsideWeChat } from '../../../../../domain/payment/paying-browser.ts';
import { wasFoundByAsking } from '../../lib/found-by-asking.ts';
import { AskedGateway } from '../../ui/AskedGateway.tsx';
import { OpenInBrowser } from './OpenInBrowser.tsx';
import { isPayable, newestPaid } from '../../lib/payable.ts';
import { isTranscriptMissing } from '../../lib/transcripts.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { SavedNotice } from '../../ui/SavedNotice.tsx';
import { NoRegistration } from '../../ui/NoRegistration.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { CheckAnswers, CheckedTotal } from '../../ui/CheckAnswers.tsx';
import { useAskedOnReturn } from '../../lib/refresh-order.ts';
import { useReason } from '../../ui/use-reason.ts';
import { useWatchedRegistration } from '../../lib/watch-registration.ts';
import { PayDialog } from './PayDialog.tsx';
import { type PaymentWay, PaymentWayChoice } from './PaymentWayChoice.tsx';

const route = getRouteApi('/site/candidate/inSession/registered/registration/payment/$mode');

/** 支付: shows everything once more before money is spent. */
export function PaymentPage() {
  const { mode } = route.useParams();
  const registration = useRegistration();
  const { tookLong } = useWatchedRegistration(undefined);
  useAskedOnReturn(registration);
  if (!registration) return <NoRegistration />;
  return <Payment registration={registration} mode={mode} tookLong={tookLong} />;
}

interface PaymentProps {
  registration: Registration;
  mode: Mode;
  /** Whether the gateway's answer takes longer than usual. */
  tookLong: boolean;
}

function Payment({ registration, mode, tookLong }: PaymentProps) {
  const { t, pick } = useWords();
  const reason = useReason();
  const [asking, setAsking] = useState(false);
  const [way, setWay] = useState<PaymentWay>({ gateway: 'alipay' });
  const { actions } = registration;
  const insideWeChat = isInsideWeChat(navigator.userAgent);
  const transcriptMissing = isTranscriptMissing(registration, mode);
  const refusal =
    (mode === 'written' ? actions.payWritten : actions.payOral) ??
    (transcriptMissing ? 'TRANSCRIPT_NOT_CHOSEN' : null);
  const unpaid = registration.entries.filter(
    (entry) => entry.subject.mode === mode && entry.state !== 'paid',
  );
  const entries = unpaid.filter(isPayable);
  const leftOut = unpaid.filter((entry) => !isPayable(entry));
  const earliest = entries
    .flatMap(({ deadlineAt }) => (deadlineAt ? [deadlineAt] : []))
    .toSorted()
    .at(0);
  const transcriptOf = ({ subject }: Entry) => {
    const choice = registration.transcripts.find(({ level }) => level === subject.level)?.choice;
    return choice ? t(`transcripts.${choice}`) : t('transcripts.notChosen');
  };

  const checked = entries.map((entry) => ({ ...entry, transcript: transcriptOf(entry) }));

  const open = registration.orders.find(
    (order) => order.mode === mode && (order.state === 'open' || order.state === 'settling'),
  );
  const paid = newestPaid(registration, mode);
  if (refusal === 'NOTHING_TO_PAY' && paid) return <FoundPaid order={paid} />;

  // The dialog stays while the gateway is asked about an earlier order, and goes on by itself. For any other reason there
  // is nothing left to confirm.
  const isSettling = refusal === 'ORDER_SETTLING';
  if (asking && refusal && !isSettling) setAsking(false);
  // By its key it is the same one in both forms of the page.
  const dialog = asking && (
    <PayDialog
      key="dialog"
      way={way}
      mode={mode}
      person={registration.roll}
      subjects={checked}
      settling={isSettling}
      onClose={() => setAsking(false)}
    />
  );
  if (refusal) {
    return (
      <div className="page">
        <PageHead title={t('titles.payment')} />
        {isSettling && open ? (
          <Notice tone="info" live="status" busy title={t('payment.settlingTitle')}>
            <p>{t(tookLong ? 'payment.settlingLong' : 'payment.settling')}</p>
            <AskedGateway order={open} />
          </Notice>
        ) : (
          <Notice tone="caution" title={t('payment.notNow')}>
            <p>{reason(refusal)}</p>
          </Notice>
        )}
        <div className="actions">
          {transcriptMissing && (
            <LinkButton look="main" to={PATHS.transcripts} search={{ pay: mode }}>
              {t('transcripts.choose')}
            </LinkButton>
          )}
          {refusal === 'WRITTEN_NOT_PAID' && actions.payWritten === null && (
            <PayWritten registration={registration} />
          )}
          <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
        </div>
        {dialog}
      </div>
    );
  }
  return (
    <div className="page">
      <PageHead title={t('titles.payment')}>
        <p className="muted">{t('payment.intro')}</p>
      </PageHead>
      <SavedNotice />
      <Card title={t(`modes.${mode}`)}>
        <CheckAnswers person={registration.roll} subjects={checked} />
        <CheckedTotal subjects={checked} />
        {leftOut.length > 0 && (
          <Notice tone="info" title={t('payment.leftOut')}>
            <ul>
              {leftOut.map(({ id, subject, payRefusal }) => (
                <li key={id}>
                  {t('payment.leftOutLine', {
                    subject: pick(subject.name),
                    reason: reason(payRefusal ?? ''),
                  })}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {earliest && (
          <Notice tone="caution">
            <p>
              {t('payment.payBefore')} <Moment at={earliest} /> <Countdown until={earliest} />
            </p>
          </Notice>
        )}
        {insideWeChat ? <OpenInBrowser /> : <PaymentWayChoice way={way} onChange={setWay} />}
        {open && <AskedGateway order={open} />}
        <div className="actions">
          {!insideWeChat && (
            <Button look="main" onClick={() => setAsking(true)}>
              {t('payment.goToPay')}
            </Button>
          )}
          <LinkButton to={PATHS.registration}>{t('payment.later')}</LinkButton>
        </div>
      </Card>
      {dialog}
    </div>
  );
}

/** Leads to the payment of the written, by way of the choice that comes before it. */
function PayWritten({ registration }: { registration: Registration }) {
  const { t } = useWords();
  return isTranscriptMissing(registration, 'written') ? (
    <LinkButton look="main" to={PATHS.transcripts} search={{ pay: 'written' }}>
      {t('nextStep.pay.written')}
    </LinkButton>
  ) : (
    <LinkButton look="main" to={PATHS.payment} params={{ mode: 'written' }}>
      {t('nextStep.pay.written')}
    </LinkButton>
  );
}

/** Says that nothing is left to pay, for money has come: maybe only found when the candidate turned to another gateway. */
function FoundPaid({ order }: { order: OwnOrder }) {
  const { t } = useWords();
  const gateway = t(`orders.gateways.${order.gateway}`);
  return (
    <div className="page">
      <PageHead title={t('titles.payment')} />
      <Notice
        tone="good"
        live="status"
        title={wasFoundByAsking(order) ? t('payment.foundTitle', { gateway }) : t('payment.paidTitle')}
      >
        <p>{t('payment.found', { sum: formatFen(order.amountFen) })}</p>
        <AskedGateway order={order} />
      </Notice>
      <div className="actions">
        <LinkButton look="main" to={PATHS.registration}>
          {t('titles.registration')}
        </LinkButton>
        <LinkButton to={PATHS.order} params={{ orderNo: order.orderNo }}>
          {t('orders.see')}
        </LinkButton>
      </div>
    </div>
  );
}
