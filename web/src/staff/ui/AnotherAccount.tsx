import { useQuery } from '@tanstack/react-query';
import { Notice } from '../../ui/Notice.tsx';
import { useLinkWords } from '../lib/link-words.ts';
import { staffMeQuery } from '../lib/queries.ts';

/** Says that another account is signed in than the one a mailed link is for, where that is so. */
export function AnotherAccount({ account, signsIn = false }: { account: string; signsIn?: boolean }) {
  const words = useLinkWords();
  const me = useQuery(staffMeQuery).data;
  if (!me || me.account === account) return null;
  return (
    <Notice tone="caution">
      <p>{signsIn ? words.signsInAnother(me.account) : words.another(me.account)}</p>
    </Notice>
  );
}
