import { useWords } from '../i18n/index.ts';
import { useOnline } from '../lib/use-online.ts';
import { Notice } from './Notice.tsx';

const LINES = [1, 2, 3, 4, 5, 6];

/** A placeholder until content comes; without a connection it says what it waits for. */
export function Skeleton() {
  const { t } = useWords();
  if (!useOnline()) {
    return (
      <Notice tone="caution" live="status" busy title={t('problem.offlineTitle')}>
        <p>{t('problem.offlinePage')}</p>
      </Notice>
    );
  }
  return (
    <div className="card" aria-live="polite" aria-busy="true">
      <p className="visually-hidden">{t('common.loading')}</p>
      <div className="skeleton" aria-hidden="true">
        {LINES.map((line) => (
          <span key={line} />
        ))}
      </div>
    </div>
  );
}
