import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { EligibilityMatch } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useServerNow } from '../../../lib/ticker.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { SaveRegistration } from './SaveRegistration.tsx';

interface SaveStepProps {
  match: EligibilityMatch;
  onRollChanged: () => void;
}

/** 保存并继续, or the reason why it cannot be done: registered already, not open yet, something else. */
export function SaveStep({ match, onRollChanged }: SaveStepProps) {
  const { t } = useWords();
  const reason = useReason();
  const { boundBy, refusal, registrationWindow } = match;
  const save = <SaveRegistration match={match} onRollChanged={onRollChanged} />;

  if (boundBy === 'you') {
    return (
      <Notice tone="good" title={t('eligibility.alreadySaved')}>
        <div className="actions">
          <LinkButton look="main" to={PATHS.registration}>
            {t('home.seeRegistration')}
          </LinkButton>
        </div>
      </Notice>
    );
  }
  if (refusal === null) return save;
  if (refusal === 'REGISTRATION_NOT_OPEN' && registrationWindow) {
    return <FromOpening opensAt={registrationWindow.opensAt}>{save}</FromOpening>;
  }
  return (
    <Notice tone="caution" title={t('eligibility.cannotSave')}>
      <p>{reason(refusal)}</p>
      <div className="actions">
        <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
      </div>
    </Notice>
  );
}

/** Counts down to an instant, then shows without a reload what opens at it. */
function FromOpening({ opensAt, children }: { opensAt: string; children: ReactNode }) {
  const { t } = useWords();
  if (useServerNow() >= Date.parse(opensAt)) return children;
  return (
    <Notice tone="caution" title={t('eligibility.notOpenTitle')}>
      <p>
        {t('eligibility.opensAt')} <Moment at={opensAt} /> <Countdown until={opensAt} deadline={false} />
      </p>
      <p>{t('eligibility.untilThen')}</p>
      <div className="actions">
        <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
      </div>
    </Notice>
  );
}
