import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { PageHead } from '../../ui/PageHead.tsx';

/** Takes the place of a page of the registration once there is none any more. */
export function NoRegistration() {
  const { t } = useWords();
  return (
    <div className="page">
      <PageHead title={t('registration.goneTitle')}>
        <p>{t('registration.gone')}</p>
      </PageHead>
      <div className="actions">
        <LinkButton look="main" to={PATHS.home}>
          {t('common.home')}
        </LinkButton>
        <LinkButton to={PATHS.orders}>{t('titles.orders')}</LinkButton>
      </div>
    </div>
  );
}
