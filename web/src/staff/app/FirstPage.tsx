import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { pagesOf } from '../lib/pages.ts';
import { staffMeQuery } from '../lib/queries.ts';

/** Leads to the first page that the account may see. */
export function FirstPage() {
  const { history } = useRouter();
  const { data: me } = useQuery(staffMeQuery);
  const [first] = me ? pagesOf(me.role) : [];
  useEffect(() => {
    if (first) history.replace(first.path);
  }, [first, history]);
  return null;
}
