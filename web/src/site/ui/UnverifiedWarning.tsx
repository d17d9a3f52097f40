import { Link } from '@tanstack/react-router';
import { useWords } from '../../i18n/index.ts';
import type { Me } from '../../lib/api-types.ts';
import { PATHS } from '../../lib/paths.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Warns, where being reached matters, that email or mobile is not verified. */
export function UnverifiedWarning({ me }: { me: Me }) {
  const { t } = useWords();
  if (me.emailVerified && me.mobileVerified) return null;
  return (
    <Notice tone="caution">
      {!me.emailVerified && <p>{t('passport.emailUnverified')}</p>}
      {!me.mobileVerified && <p>{t('passport.mobileUnverified')}</p>}
      <p>
        <Link to={PATHS.profile}>{t('passport.verifyInProfile')}</Link>
      </p>
    </Notice>
  );
}
