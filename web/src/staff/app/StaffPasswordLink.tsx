import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { answer, client } from '../../lib/client.ts';
import { goOnForNobody } from '../../lib/go-on-for-nobody.ts';
import { disownTab } from '../../lib/page-owner.ts';
import { STAFF_OPEN_PATHS, STAFF_PATH } from '../../lib/paths.ts';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { linkToken } from '../../lib/link-token.ts';
import { useLinkWords } from '../lib/link-words.ts';
import { staffMeQuery } from '../lib/queries.ts';
import { staffSignIn } from '../lib/staff-sign-in.ts';
import { AnotherAccount } from '../ui/AnotherAccount.tsx';
import { NewPasswordItems } from '../ui/NewPasswordItems.tsx';
import { StaffForm } from '../ui/StaffForm.tsx';

interface Fields {
  password: string;
  passwordAgain: string;
  code?: string;
}

/** The page opened from an invitation or the mail of a reset. Opening it changes nothing: it waits for a password. */
export function StaffPasswordLink() {
  const words = useLinkWords();
  const token = linkToken(new URLSearchParams(location.search).get('token'));
  const link = useQuery({
    queryKey: ['staffPasswordLink', token],
    queryFn: () => answer(client.api.staff['password-links'][':token'].$get({ param: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const queryClient = useQueryClient();
  const me = useQuery(staffMeQuery).data;
  const set = useMutation({
    mutationFn: (json: Fields) =>
      client.api.staff['password-links'][':token'].$post({ param: { token }, json }),
    onSuccess: () => {
      // Whoever else is signed in here stays so.
      if (me?.account !== link.data?.account) return;
      staffSignIn.clear();
      disownTab();
      goOnForNobody(queryClient, staffMeQuery.queryKey);
    },
  });
  return (
    <div className="page page-narrow">
      <PageHead title={words.setTitle} />
      {link.isPending && <Skeleton />}
      {link.isError && (
        <>
          <ProblemNotice error={link.error} />
          <div className="actions">
            <a className="button button-main" href={STAFF_OPEN_PATHS.forgotPassword}>
              {words.newLink}
            </a>
            <a className="button" href={STAFF_PATH}>
              {words.signIn}
            </a>
          </div>
        </>
      )}
      {set.isSuccess && (
        <>
          <Notice tone="good" live="status" title={words.setDone}>
            <p>{words.setDoneText}</p>
          </Notice>
          <div className="actions">
            <a className="button button-main" href={STAFF_PATH}>
              {words.signIn}
            </a>
          </div>
        </>
      )}
      {link.isSuccess && !set.isSuccess && (
        <div className="card form">
          <p>
            {words.setFor} <strong>{link.data.account}</strong>
          </p>
          <AnotherAccount account={link.data.account} />
          <StaffForm<Fields>
            submit={words.set}
            pending={set.isPending}
            error={set.error}
            onSubmit={set.mutate}
          >
            <NewPasswordItems />
            {link.data.codeAsked && (
              <Form.Item name="code" label={words.code} extra={words.codeText}>
                <Input required autoComplete="one-time-code" spellCheck={false} />
              </Form.Item>
            )}
            <p className="muted small">{words.setEnds}</p>
          </StaffForm>
        </div>
      )}
    </div>
  );
}
