import { useEffect, useLayoutEffect } from 'react';
import { useWords } from '../../i18n/index.ts';
import { keepFocus } from '../../lib/keep-focus.ts';
import { useFocusAfterNavigation } from '../../lib/use-focus-after-navigation.ts';
import { usePage } from './use-page.ts';

/**
 * Names the tab until the page's heading does, moves the focus to the heading after a navigation, and keeps it from
 * getting lost on the page.
 */
export function usePageChange(): void {
  const { t } = useWords();
  const { title } = usePage();
  const text = title === 'site' ? t('titles.site') : `${t(`titles.${title}`)} - ${t('titles.site')}`;

  useLayoutEffect(() => {
    document.title = text;
  }, [text]);
  useEffect(() => keepFocus(document), []);

  useFocusAfterNavigation();
}
