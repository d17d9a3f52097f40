import { useWords } from '../i18n/index.ts';

const LINES = [1, 2, 3, 4, 5, 6];

/** Stands where content will be. */
export function Skeleton() {
  const { t } = useWords();
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
