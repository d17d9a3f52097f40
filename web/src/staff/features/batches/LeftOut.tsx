import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { columnsQuery } from './batches-query.ts';
import { useBatchesWords } from './words.ts';

/** What of a file is not imported, which columns it has not, and what follows from that. */
export function LeftOut({ id }: { id: string }) {
  const words = useBatchesWords();
  const { pick } = useWords();
  const { data } = useQuery(columnsQuery(id));
  // Photos have no columns.
  if (!data || data.headings.length === 0) return null;
  const { ignored, sheets, unread, columns } = data;
  const absent = columns
    .filter(({ position }) => position === null)
    .map(({ name, whenAbsent }) => words.absentColumn(pick(name), whenAbsent && pick(whenAbsent)));
  const lists = unread.filter(({ isLikelyList }) => isLikelyList);
  const others = unread.filter(({ isLikelyList }) => !isLikelyList);
  const named = (some: typeof unread) => words.listed(some.map((one) => words.sheet(one.name, one.isHidden)));
  if (ignored.length + sheets.length + unread.length + absent.length === 0) return null;
  return (
    <Card title={words.ofFile}>
      {ignored.length > 0 && (
        <Notice tone="caution" title={words.ignored}>
          <p>{words.listed(ignored)}</p>
        </Notice>
      )}
      {lists.length > 0 && (
        <Notice tone="caution" title={words.unreadLists}>
          <p>{named(lists)}</p>
          <p>{words.unreadListsText}</p>
        </Notice>
      )}
      {absent.length > 0 && <p>{words.absent(words.listed(absent))}</p>}
      {sheets.length > 0 && <p className="muted">{words.readSheets(words.listed(sheets))}</p>}
      {others.length > 0 && <p className="muted">{words.unread(named(others))}</p>}
    </Card>
  );
}
