import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { Me } from '../../lib/api-types.ts';
import { wasLoadedAnew } from '../../lib/page-owner.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** Says that the page was loaded anew because somebody else has signed in, and who. */
export function LoadedAnew({ me }: { me: Me }) {
  const { t } = useWords();
  const [shown, setShown] = useState(wasLoadedAnew);
  if (!shown) return null;
  return (
    <div className="above-page no-print">
      <Notice tone="caution" live="status">
        <p>{t('header.loadedAnew', { name: me.name })}</p>
        <div className="actions">
          <Button onClick={() => setShown(false)}>{t('common.close')}</Button>
        </div>
      </Notice>
    </div>
  );
}
