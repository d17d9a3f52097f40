import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import type { Me, Registration } from '../../../lib/api-types.ts';
import { formatFen } from '../../../lib/money.ts';
import { PATHS } from '../../../lib/paths.ts';
import { agreementsQuery, registrationQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Status } from '../../../ui/Status.tsx';
import { EarlierOrders } from './EarlierOrders.tsx';
import { EntryPayment } from '../../ui/payment-states.tsx';

/** Tells candidates their state, what they must do next and by when. */
export function StateCard({ me }: { me: Me }) {
  const { t, pick } = useWords();
  const examSession = useExamSessionId();
  const registration = useSuspenseQuery(registrationQuery(examSession)).data;
  const { acceptedAt } = useSuspenseQuery(agreementsQuery(examSession)).data;

  if (me.claiming) {
    return (
      <Notice tone="caution" title={t('passport.claimingTitle')}>
        <p>{t('passport.claiming')}</p>
      </Notice>
    );
  }
  if (!registration) {
    return (
      <>
        <Card title={t('home.stateTitle')} aside={<Status tone="caution">{t('home.notRegistered')}</Status>}>
          <p>{t('home.notRegisteredText')}</p>
          {!me.province && (
            <Notice tone="caution">
              <p>{t('home.noProvince')}</p>
            </Notice>
          )}
          <div className="actions">
            <LinkButton look="main" to={acceptedAt ? PATHS.eligibilityQuery : PATHS.agreement}>
              {t('home.start')}
            </LinkButton>
          </div>
        </Card>
        <EarlierOrders />
      </>
    );
  }
  const deadline = nearestDeadline(registration);
  const unpaidFen = registration.payment.written.unpaidFen + registration.payment.oral.unpaidFen;
  return (
    <Card
      title={t('home.stateTitle')}
      aside={
        <Status tone={registration.stage === 'paid' ? 'good' : 'caution'}>
          {t(`stages.${registration.stage}`)}
        </Status>
      }
    >
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
            <Status tone="info" icon="clock">
              {t('waitlist.states.waiting')}
            </Status>
          </li>
        ))}
      </ul>
      {registration.entries.length + registration.waitlist.length === 0 && (
        <p>{t('registration.noEntries')}</p>
      )}
      {deadline && (
        <Notice tone="caution">
          <p>
            {unpaidFen > 0 ? t('home.payBefore', { sum: formatFen(unpaidFen) }) : t('deadlines.registration')}{' '}
            <Moment at={deadline} /> <Countdown until={deadline} />
          </p>
        </Notice>
      )}
      <div className="actions">
        <LinkButton look="main" to={PATHS.registration}>
          {t('home.seeRegistration')}
        </LinkButton>
      </div>
    </Card>
  );
}

function nearestDeadline({ entries, keepUntilAt }: Registration): string | undefined {
  return [...entries.map(({ deadlineAt }) => deadlineAt), keepUntilAt]
    .flatMap((at) => (at ? [at] : []))
    .toSorted()
    .at(0);
}
