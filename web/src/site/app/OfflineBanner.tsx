import { useWords } from '../../i18n/index.ts';
import { useOnline } from '../../lib/use-online.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Says that the connection is gone, for as long as it is. */
export function OfflineBanner() {
  const { t } = useWords();
  const online = useOnline();
  return (
    <div aria-live="polite">
      {!online && (
        <p className="offline-banner">
          <Icon name="offline" />
          {t('problem.offlineBanner')}
        </p>
      )}
    </div>
  );
}
