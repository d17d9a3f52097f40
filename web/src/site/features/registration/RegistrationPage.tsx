import { getRouteApi } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { useMe, useRegistration } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { SavedNotice } from '../../ui/SavedNotice.tsx';
import { NextStepCard } from '../../ui/NextStepCard.tsx';
import { NoRegistration } from '../../ui/NoRegistration.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { WithPhoto } from '../../ui/Photo.tsx';
import { RollFacts } from '../../../ui/RollFacts.tsx';
import { OthersPayment } from './OthersPayment.tsx';
import { PaymentWatch } from './PaymentWatch.tsx';
import { Refunds } from '../../ui/Refunds.tsx';
import { ReviewPanel } from '../../ui/ReviewPanel.tsx';
import { CalendarLink } from './CalendarLink.tsx';
import { isTicketReady, Tickets } from './Tickets.tsx';
import { Deadlines } from './Deadlines.tsx';
import { ModeCard } from './ModeCard.tsx';
import { MoreActions } from './MoreActions.tsx';
import { QuickPrint } from './QuickPrint.tsx';
import { TranscriptChoices } from './TranscriptChoices.tsx';
import { WaitlistCard } from './WaitlistCard.tsx';
import { asConfirming } from '../../lib/confirming.ts';
import { useAskedOnReturn } from '../../lib/refresh-order.ts';
import { useWatchedRegistration } from '../../lib/watch-registration.ts';

const route = getRouteApi('/site/candidate/inSession/registered/registration');

/** 报名信息, the page that candidates return to. What is at stake comes first, then what can be done. */
export function RegistrationPage() {
  const { t, pick } = useWords();
  const { paid } = route.useSearch();
  const me = useMe();
  const current = useRegistration();
  const { tookLong } = useWatchedRegistration(paid);
  const returned = current?.orders.find(({ orderNo }) => orderNo === paid);
  useAskedOnReturn(current, paid);

  if (!current) return <NoRegistration />;
  const registration = tookLong ? current : asConfirming(current, returned);
  // The ticket is what candidates come for once it can be printed and nothing is left to pay.
  const ticketsFirst = isTicketReady(registration) && registration.stage === 'paid';
  return (
    <div className="page">
      <PageHead title={t('titles.registration')}>
        <p className="muted">
          {pick(registration.examSession.name)}
          {me && ` · ${t('passport.id')} ${me.passportId}`}
        </p>
      </PageHead>
      <SavedNotice />
      {returned && <PaymentWatch order={returned} tookLong={tookLong} />}
      {paid !== undefined && !returned && <OthersPayment orderNo={paid} />}
      {me && <NextStepCard me={me} registration={registration} on="registration" />}
      <Deadlines registration={registration} />
      <CalendarLink registration={registration} />
      {ticketsFirst && <Tickets registration={registration} first />}
      <ModeCard registration={registration} mode="written" />
      <ModeCard registration={registration} mode="oral" />
      <Refunds orders={registration.orders} />
      <WaitlistCard waits={registration.waitlist} />
      {registration.transcripts.length > 0 && <TranscriptChoices registration={registration} />}
      <ReviewPanel still={registration.waitlist.length > 0} />
      <MoreActions registration={registration} />
      {!ticketsFirst && <Tickets registration={registration} first={false} />}
      <QuickPrint on={registration.quickPrint} />
      <Card title={t('registration.rollTitle')}>
        <WithPhoto photoId={registration.photoId} photo={registration.photo}>
          <RollFacts roll={registration.roll} />
        </WithPhoto>
        <p className="muted small">{t('registration.rollNote')}</p>
      </Card>
    </div>
  );
}
