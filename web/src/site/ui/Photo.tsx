import type { ReactNode } from 'react';
import { PHOTO_REASON_WORDS, type PhotoReason } from '../../../../domain/roll/photo-review.ts';
import { useWords } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import '../../ui/photo.css';

interface WithPhotoProps {
  photoId: string | null;
  /** How the school has decided the photo. */
  photo: { reason: PhotoReason | null } | null;
  children: ReactNode;
}

/** A roll entry with its photo beside it, or a frame that says there is none. */
export function WithPhoto({ photoId, photo, children }: WithPhotoProps) {
  const { t, language } = useWords();
  const reason = photo?.reason && PHOTO_REASON_WORDS[photo.reason][language];
  return (
    <>
      {reason && (
        <Notice tone="caution">
          <p>{t('roll.photoRejected', { reason })}</p>
        </Notice>
      )}
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
    </>
  );
}
