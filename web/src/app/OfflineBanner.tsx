import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useWords } from '../i18n/index.ts';
import { Icon } from '../ui/Icon.tsx';

/** Says that the connection is gone, for as long as it is. Requests wait meanwhile and go on by themselves. */
export function OfflineBanner() {
  const { t } = useWords();
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
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
