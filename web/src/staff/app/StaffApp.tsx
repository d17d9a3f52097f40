import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { client } from '../../lib/client.ts';
import { clearAllDrafts } from '../../lib/draft.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { staffMeQuery } from '../lib/queries.ts';
import { ReviewDesk } from '../features/review/ReviewDesk.tsx';
import { StaffSignIn } from './StaffSignIn.tsx';
import { useStaffWords } from '../lib/words.ts';
import '../../ui/shell.css';
import './staff.css';

/** The staff area: who is signed in, and their desk. */
export function StaffApp() {
  const words = useStaffWords();
  const queryClient = useQueryClient();
  const me = useQuery(staffMeQuery);
  const signOut = useMutation({
    mutationFn: async () => void (await client.api.staff.sessions.$delete()),
    onSuccess: () => {
      clearAllDrafts();
      queryClient.clear();
      queryClient.setQueryData(staffMeQuery.queryKey, null);
    },
  });
  useEffect(() => {
    document.title = me.data === null ? words.signInTitle : words.title;
  }, [me.data, words]);

  return (
    <div className="shell">
      <header className="header">
        <div className="header-inner">
          <span className="header-brand">
            <span className="header-name">{words.title}</span>
          </span>
          <div className="header-tools no-print">
            {me.data && (
              <span className="header-person">
                {me.data.account} ({me.data.scope})
              </span>
            )}
            <LanguageSwitch />
            {me.data && (
              <button className="header-button" type="button" onClick={() => signOut.mutate()}>
                {words.signOut}
              </button>
            )}
          </div>
        </div>
      </header>
      <main className="column staff-column" id="main">
        <ProblemNotice error={me.error ?? signOut.error} />
        {me.isPending && <Skeleton />}
        {me.data === null && (
          <StaffSignIn onSignedIn={(signedIn) => queryClient.setQueryData(staffMeQuery.queryKey, signedIn)} />
        )}
        {me.data &&
          (me.data.role === 'reviewer' ? (
            <ReviewDesk />
          ) : (
            <Notice tone="caution">
              <p>{words.notReviewer}</p>
            </Notice>
          ))}
      </main>
    </div>
  );
}
