import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { PageHead } from '../../ui/PageHead.tsx';

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <div className="page">
      <PageHead title={t('problem.notFoundTitle')}>
        <p>{t('problem.notFound')}</p>
      </PageHead>
      <div className="actions">
        <LinkButton look="main" to={PATHS.home}>
          {t('common.home')}
        </LinkButton>
      </div>
    </div>
  );
}
