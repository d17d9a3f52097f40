import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useSavedNow } from '../lib/saved-now.ts';

/** 保存成功, on the page that saving led to. */
export function SavedNotice({ children }: { children?: ReactNode }) {
  const { t } = useWords();
  if (!useSavedNow()) return null;
  return (
    <Notice tone="good" live="status" title={t('common.saved')}>
      {children}
    </Notice>
  );
}
