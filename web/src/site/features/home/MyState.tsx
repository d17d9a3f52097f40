import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import type { Me, OwnOrder, Registration } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Card } from '../../../ui/Card.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Status } from '../../../ui/Status.tsx';
import { registrationQuery } from '../../lib/queries.ts';
import { returnedOrder, useAskedOnReturn } from '../../lib/refresh-order.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { useWatchedRegistration } from '../../lib/watch-registration.ts';
import { AskedGateway } from '../../ui/AskedGateway.tsx';
import { NextStepCard } from '../../ui/NextStepCard.tsx';
import { EntryPayment, ModePaymentStatus } from '../../ui/payment-states.tsx';
import { EarlierOrders } from './EarlierOrders.tsx';

/** Tells candidates what comes next and by when, and what they have taken. */
export function MyState({ me }: { me: Me }) {
  const { t } = useWords();
  const registration = useSuspenseQuery(registrationQuery(useExamSessionId())).data;
  const returned = returnedOrder(registration, undefined);
  const isEmpty = !registration || registration.entries.length + registration.waitlist.length === 0;
  return (
    <>
      <NextStepCard
        me={me}
        registration={registration}
        on="home"
        aside={
          me.claiming ? (
            <Status tone="caution">{t('passport.claimingTitle')}</Status>
          ) : (
            <Stage registration={registration} />
          )
        }
      />
      {!isEmpty && <MySubjects registration={registration} returned={returned} />}
      {!registration && !me.claiming && <EarlierOrders />}
    </>
  );
}

function Stage({ registration }: { registration: Registration | null }) {
  const { t } = useWords();
  if (registration?.entries.some(({ state }) => state === 'settling'))
    return <ModePaymentStatus state="settling" />;
  const stage = registration?.stage ?? 'none';
  if (stage === 'saved' && registration && registration.waitlist.length > 0) return <Waiting />;
  return <Status tone={stage === 'paid' ? 'good' : 'caution'}>{t(`stages.${stage}`)}</Status>;
}

function Waiting() {
  const { t } = useWords();
  return (
    <Status tone="info" icon="clock">
      {t('waitlist.states.waiting')}
    </Status>
  );
}

interface MySubjectsProps {
  registration: Registration;
  /** The order with which the candidate has left for the gateway, if any. */
  returned: OwnOrder | undefined;
}

function MySubjects({ registration, returned }: MySubjectsProps) {
  const { t, pick } = useWords();
  return (
    <Card title={t('home.stateTitle')}>
      <ul className="my-subjects">
        {registration.entries.map((entry) => (
          <li key={entry.id}>
            <span>
              {pick(entry.subject.name)} <span className="muted">{pick(entry.campus.name)}</span>
            </span>
            <EntryPayment state={entry.state} />
          </li>
        ))}
        {registration.waitlist.map((wait) => (
          <li key={wait.id}>
            <span>
              {pick(wait.subject.name)} <span className="muted">{pick(wait.campus.name)}</span>
            </span>
            <Waiting />
          </li>
        ))}
      </ul>
      {returned && <Returned order={returned} registration={registration} />}
      <div className="actions">
        <LinkButton to={PATHS.registration}>{t('home.seeRegistration')}</LinkButton>
      </div>
    </Card>
  );
}

/** An order with which the candidate has left for the gateway: it is asked, and its answer shows here. */
function Returned({ order, registration }: { order: OwnOrder; registration: Registration }) {
  useWatchedRegistration(order.orderNo);
  useAskedOnReturn(registration);
  return <AskedGateway order={order} />;
}
