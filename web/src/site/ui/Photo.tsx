import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import '../../ui/photo.css';

/** A roll entry with its photo beside it, or a frame that says there is none. */
export function WithPhoto({ photoId, children }: { photoId: string | null; children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="with-photo">
      {photoId === null ? (
        <p className="photo photo-missing">{t('roll.noPhoto')}</p>
      ) : (
        <img
          className="photo"
          src={`/api/photos/${photoId}`}
          alt={t('roll.photo')}
          width={120}
          height={160}
          decoding="async"
        />
      )}
      {children}
    </div>
  );
}
