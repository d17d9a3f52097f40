import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { STAFF_PATH } from '../../lib/paths.ts';
import { useConsoleWords } from '../lib/console-words.ts';
import { pageAround, pagesOf } from '../lib/pages.ts';
import { staffMeQuery } from '../lib/queries.ts';
import { NothingHere } from '../ui/NothingHere.tsx';

/** What an address shows that is no page, or none for this account; it leads to the page that the address begins with. */
export function NoSuchPage() {
  const words = useConsoleWords();
  const { pathname } = useLocation();
  const { data: me } = useQuery(staffMeQuery);
  const around = me && pageAround(pagesOf(me.role), pathname);
  const back = around
    ? { path: around.path, label: words.backTo(words.pages[around.name]) }
    : { path: STAFF_PATH, label: words.backToFirst };
  return (
    <NothingHere title={words.notFound} back={back}>
      {words.notFoundText}
    </NothingHere>
  );
}
