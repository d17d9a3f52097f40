import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Entry, Mode, Registration } from '../../../lib/api-types.ts';
import { sumFen } from '../../../lib/money.ts';
import { isPayable } from '../../lib/payable.ts';
import { isTranscriptMissing } from '../../lib/transcripts.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { CampusName } from '../../../ui/CampusName.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { NoRegistration } from '../../ui/NoRegistration.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { useWatchedRegistration } from '../../lib/watch-registration.ts';
import { PayDialog } from './PayDialog.tsx';
import { type PaymentWay, PaymentWayChoice } from './PaymentWayChoice.tsx';

const route = getRouteApi('/site/candidate/registered/registration/payment/$mode');

/** 支付: shows everything once more before money is spent. */
export function PaymentPage() {
  const { mode } = route.useParams();
  const registration = useRegistration();
  useWatchedRegistration(undefined);
  return registration ? <Payment registration={registration} mode={mode} /> : <NoRegistration />;
}

function Payment({ registration, mode }: { registration: Registration; mode: Mode }) {
  const { t, pick } = useWords();
  const reason = useReason();
  const [asking, setAsking] = useState(false);
  const [way, setWay] = useState<PaymentWay>({ gateway: 'alipay' });
  const { actions } = registration;
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

  // The page stays while the dialog waits for an earlier order to be closed: nothing else can be paid meanwhile, and
  // the dialog goes on by itself.
  if (refusal && !asking) {
    return (
      <div className="page">
        <PageHead title={t('titles.payment')} />
        <Notice tone="caution" title={t('payment.notNow')}>
          <p>{reason(refusal)}</p>
        </Notice>
        <div className="actions">
          {transcriptMissing && (
            <LinkButton look="main" to={PATHS.transcripts} search={{ pay: mode }}>
              {t('transcripts.choose')}
            </LinkButton>
          )}
          <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
        </div>
      </div>
    );
  }
  return (
    <div className="page">
      <PageHead title={t('titles.payment')}>
        <p className="muted">{t('payment.intro')}</p>
      </PageHead>
      <Card title={t('payment.who')}>
        <Facts
          items={[
            [t('passport.name'), registration.roll.name],
            [t('passport.idNumber'), registration.roll.idNumber],
          ]}
        />
      </Card>
      <Card title={t(`modes.${mode}`)}>
        <Table
          caption={t('titles.payment')}
          heads={[t('subjects.subject'), t('subjects.campus'), t('titles.transcripts'), t('subjects.fee')]}
          rows={entries.map((entry) => ({
            key: entry.id,
            cells: [
              pick(entry.subject.name),
              <CampusName key="campus" campus={entry.campus} />,
              transcriptOf(entry),
              <Fee key="fee" fen={entry.feeFen} />,
            ],
          }))}
        />
        <p className="total">
          {t('payment.total')}{' '}
          <strong>
            <Fee fen={sumFen(entries)} />
          </strong>
        </p>
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
        <PaymentWayChoice way={way} onChange={setWay} />
        <div className="actions">
          <Button look="main" onClick={() => setAsking(true)}>
            {t('payment.goToPay')}
          </Button>
          <LinkButton to={PATHS.registration}>{t('payment.later')}</LinkButton>
        </div>
      </Card>
      {asking && (
        <PayDialog way={way} mode={mode} sumFen={sumFen(entries)} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}
