import type { UseQueryResult } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { wrongInAddress } from '../../lib/problem.ts';
import { useDropFromSearch } from '../lib/use-search.ts';
import { useTableWords } from './table-words.ts';

/** The page of a list. */
export interface PageOfList {
  /** Cursors, as the address bar holds them. */
  after: string | undefined;
  nextCursor: string | null | undefined;
  onPage: (after: string | undefined) => void;
}

/** Tells whether a list is known to have nothing, on no page: nothing is to be sorted or made a file of. */
export function isNothing(rows: readonly unknown[] | undefined, after: string | undefined): boolean {
  return rows?.length === 0 && !after;
}

/** Leads to the other pages of a list, where there are any. */
export function ListPages({ after, nextCursor, onPage }: PageOfList) {
  const words = useTableWords();
  if (!after && !nextCursor) return null;
  return (
    <nav className="actions" aria-label={words.pages}>
      {after && <Button onClick={() => onPage(undefined)}>{words.first}</Button>}
      {nextCursor && <Button onClick={() => onPage(nextCursor)}>{words.next}</Button>}
    </nav>
  );
}

/** Says that the browser is offline: queries wait until it is back, and go on by themselves. */
export function ListOffline() {
  const words = useTableWords();
  return (
    <Notice tone="caution" live="status">
      <p>{words.offline}</p>
    </Notice>
  );
}

interface ListStateProps extends Omit<PageOfList, 'nextCursor'> {
  query: Pick<UseQueryResult, 'error' | 'fetchStatus' | 'isFetching' | 'isPending' | 'refetch'>;
  isEmpty: boolean;
  /** What is said of a list without rows. */
  empty: string;
}

/** What a list that is no table shows besides its rows: why there are none, or that they are from before. */
export function ListState({ query, after, onPage, isEmpty, empty }: ListStateProps) {
  if (query.error) return <ListProblem query={query} after={after} onPage={onPage} />;
  if (query.fetchStatus === 'paused') return <ListOffline />;
  if (query.isPending) return <Skeleton />;
  return isEmpty ? <p className="empty">{empty}</p> : null;
}

/** What the server calls the cursor of a list; addresses of pages may have other names for it. */
const CURSORS = ['after', 'before'];

interface ListProblemProps extends Omit<PageOfList, 'nextCursor'> {
  query: Pick<UseQueryResult, 'error' | 'isFetching' | 'refetch'>;
}

/** Says why a list is not shown, and offers to ask again or to begin at the first page. */
export function ListProblem({ query, after, onPage }: ListProblemProps) {
  const { t } = useWords();
  const words = useTableWords();
  const drop = useDropFromSearch();
  const wrong = wrongInAddress(query.error);
  const isPageWrong =
    after !== undefined && wrong.length > 0 && wrong.every((name) => CURSORS.includes(name));
  return (
    <>
      <ProblemNotice error={query.error} />
      <div className="actions">
        {wrong.length === 0 && (
          <Button pending={query.isFetching} onClick={() => void query.refetch()}>
            {t('common.retry')}
          </Button>
        )}
        {wrong.length > 0 && !isPageWrong && (
          <Button onClick={() => drop(['after', ...wrong])}>{words.dropWrong}</Button>
        )}
        {after && <Button onClick={() => onPage(undefined)}>{words.first}</Button>}
      </div>
    </>
  );
}
