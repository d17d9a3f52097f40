import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../lib/client.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { useOwnSecurityWords } from '../lib/own-security-words.ts';
import { type StaffMe, staffMeQuery } from '../lib/queries.ts';
import { Enrolment } from '../ui/Enrolment.tsx';
import { PasswordForm } from '../ui/PasswordForm.tsx';
import { StaffForm } from '../ui/StaffForm.tsx';

/** What has to be done after the password, before anything else. */
export function SignInSteps({ step }: { step: NonNullable<StaffMe['next']> }) {
  const words = useOwnSecurityWords();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState<string>();
  const settle = (me: StaffMe) => queryClient.setQueryData(staffMeQuery.queryKey, me);
  const show = useMutation({
    mutationFn: (json: { code: string }) =>
      answer(client.api.staff.sessions['second-factor'].$post({ json })),
    onSuccess: settle,
  });
  if (step === 'secondFactor') {
    return (
      <div className="page page-narrow">
        <PageHead title={words.codeTitle} />
        <div className="card form">
          <p>{words.codeText}</p>
          <StaffForm<{ code: string }>
            submit={words.goOn}
            pending={show.isPending}
            error={show.error}
            onSubmit={show.mutate}
          >
            <Form.Item name="code" label={words.code}>
              <Input required autoComplete="one-time-code" spellCheck={false} />
            </Form.Item>
          </StaffForm>
        </div>
      </div>
    );
  }
  if (step === 'password') {
    return (
      <div className="page page-narrow">
        <PageHead title={words.passwordTitle} />
        <div className="card form">
          <p>{words.passwordText}</p>
          <PasswordForm
            onChanged={(me, chosen) => {
              // Kept on this page alone, for the step that comes right after it.
              setPassword(chosen);
              settle(me);
            }}
          />
        </div>
      </div>
    );
  }
  return (
    <div className="page page-narrow">
      <PageHead title={words.enrolTitle} />
      <div className="card form">
        <p>{words.enrolText}</p>
        <Enrolment
          password={password}
          onDone={() => void queryClient.invalidateQueries({ queryKey: staffMeQuery.queryKey })}
        />
      </div>
    </div>
  );
}
