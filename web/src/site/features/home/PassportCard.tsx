import { useWords } from '../../../i18n/index.ts';
import type { Me } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Status } from '../../../ui/Status.tsx';
import { SendVerification } from '../../ui/SendVerification.tsx';

/** Shows whose passport this is, to be checked before anything is done with it. */
export function PassportCard({ me }: { me: Me }) {
  const { t, coded } = useWords();
  return (
    <Card title={t('passport.title')}>
      <p>{t('passport.checkYourself')}</p>
      <Facts
        items={[
          [t('passport.name'), me.name],
          [t('passport.idType'), t(`idTypes.${me.idType}`)],
          [t('passport.idNumber'), me.idNumber],
          [
            t('passport.email'),
            <span className="row" key="email">
              {me.email}
              <Status tone={me.emailVerified ? 'good' : 'caution'}>
                {t(me.emailVerified ? 'passport.verified' : 'passport.unverified')}
              </Status>
            </span>,
          ],
          [
            t('passport.mobile'),
            <span className="row" key="mobile">
              {me.mobile}
              <Status tone={me.mobileVerified ? 'good' : 'caution'}>
                {t(me.mobileVerified ? 'passport.verified' : 'passport.unverified')}
              </Status>
            </span>,
          ],
          [t('eligibility.province'), me.province ? coded(me.province) : '—'],
          [t('passport.id'), <code key="id">{me.passportId}</code>],
        ]}
      />
      {!me.emailVerified && <SendVerification />}
      <div className="actions">
        <LinkButton to={PATHS.profile}>{t('titles.profile')}</LinkButton>
      </div>
    </Card>
  );
}
