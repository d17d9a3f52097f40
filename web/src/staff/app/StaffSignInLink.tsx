import { useQuery } from '@tanstack/react-query';
import { staffActor } from '../../../../domain/actor.ts';
import { answer, client } from '../../lib/client.ts';
import { leaveFor } from '../../lib/page-owner.ts';
import { STAFF_PATH } from '../../lib/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { keptSignIn } from '../../lib/kept-sign-in.ts';
import { linkToken } from '../../lib/link-token.ts';
import { useOnce } from '../../lib/use-once.ts';
import { staffSignIn } from '../lib/staff-sign-in.ts';
import { AnotherAccount } from '../ui/AnotherAccount.tsx';
import { useStaffWords } from '../lib/words.ts';

/** The page opened from the mail. Opening it changes nothing: it says whom the link signs in, and waits for a click. */
export function StaffSignInLink() {
  const words = useStaffWords();
  const token = linkToken(new URLSearchParams(location.search).get('token'));
  const link = useQuery({
    queryKey: ['staffSignInLink', token],
    queryFn: () => answer(client.api.staff['sign-in-links'][':token'].$get({ param: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  // The link works once: a second click must not come back as a refusal of the first.
  const signIn = useOnce({
    mutationFn: async () =>
      keptSignIn(
        () => client.api.staff.me.$get(),
        await answer(client.api.staff['sign-in-links'][':token'].$post({ param: { token } })),
      ),
    onSuccess: ({ account }) => {
      staffSignIn.set(staffActor(account));
      return leaveFor(STAFF_PATH);
    },
  });
  const error = link.error ?? signIn.error;

  return (
    <div className="page page-narrow">
      <PageHead title={words.signInTitle} />
      {link.isPending && <Skeleton />}
      {error ? (
        <>
          <ProblemNotice error={error} />
          <div className="actions">
            <a className="button button-main" href={STAFF_PATH}>
              {words.signInTitle}
            </a>
          </div>
        </>
      ) : (
        link.data && (
          <div className="card form">
            <p>
              {words.linkIntro} <strong>{link.data.account}</strong>
            </p>
            <AnotherAccount account={link.data.account} signsIn />
            <p className="muted small">{words.linkOnce}</p>
            <Button look="main" pending={signIn.isPending} onClick={() => signIn.mutate()}>
              {words.signIn}
            </Button>
          </div>
        )
      )}
    </div>
  );
}
