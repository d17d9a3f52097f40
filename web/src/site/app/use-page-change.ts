import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePage } from './use-page.ts';

/** Keeps the tab's title right, and moves the focus to the heading after a navigation. */
export function usePageChange(): void {
  const { t } = useWords();
  const { title } = usePage();
  const router = useRouter();
  const text = title === 'site' ? t('titles.site') : `${t(`titles.${title}`)} - ${t('titles.site')}`;

  useEffect(() => {
    document.title = text;
  }, [text]);

  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        document.querySelector<HTMLElement>('[data-page-title]')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
