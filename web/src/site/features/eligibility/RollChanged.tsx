import { useEffect, useRef } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { Notice } from '../../../ui/Notice.tsx';

/** Says that the school has changed the roll entry since it was shown, and moves the focus to that message. */
export function RollChanged({ photoChanged }: { photoChanged: boolean }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div ref={box} tabIndex={-1}>
      <Notice tone="caution" title={t('eligibility.rollChangedTitle')}>
        <p>{t('eligibility.rollChanged')}</p>
        {photoChanged && <p>{t('eligibility.photoChanged')}</p>}
      </Notice>
    </div>
  );
}
