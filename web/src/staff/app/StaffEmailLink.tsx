import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { answer, client } from '../../lib/client.ts';
import { STAFF_PATH } from '../../lib/paths.ts';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { linkToken } from '../../lib/link-token.ts';
import { useLinkWords } from '../lib/link-words.ts';
import { AnotherAccount } from '../ui/AnotherAccount.tsx';
import { StaffForm } from '../ui/StaffForm.tsx';

/** The page opened from the mail. Opening it changes nothing: it asks for the password, and waits for a click. */
export function StaffEmailLink() {
  const words = useLinkWords();
  const token = linkToken(new URLSearchParams(location.search).get('token'));
  const param = { token };
  const link = useQuery({
    queryKey: ['staffEmailLink', token],
    queryFn: () => answer(client.api.staff['email-verifications'][':token'].$get({ param })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const verify = useMutation({
    mutationFn: (json: { password: string }) =>
      answer(client.api.staff['email-verifications'][':token'].$post({ param, json })),
  });
  return (
    <div className="page page-narrow">
      <PageHead title={words.verifyTitle} />
      {link.isPending && <Skeleton />}
      <ProblemNotice error={link.error} />
      {verify.isSuccess && (
        <Notice tone="good" live="status" title={words.verified}>
          <p>{words.verifiedText(verify.data.email ?? '')}</p>
        </Notice>
      )}
      {link.isSuccess && !verify.isSuccess && (
        <div className="card form">
          <p>{words.verifyText(link.data.account, link.data.email)}</p>
          <AnotherAccount account={link.data.account} />
          <StaffForm<{ password: string }>
            submit={words.verify}
            pending={verify.isPending}
            error={verify.error}
            onSubmit={verify.mutate}
          >
            <Form.Item name="password" label={words.password}>
              <Input.Password required autoComplete="current-password" visibilityToggle={false} />
            </Form.Item>
          </StaffForm>
        </div>
      )}
      {(link.isError || verify.isSuccess) && (
        <div className="actions">
          <a className="button button-main" href={STAFF_PATH}>
            {words.toConsole}
          </a>
        </div>
      )}
    </div>
  );
}
