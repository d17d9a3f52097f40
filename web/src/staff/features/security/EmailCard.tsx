import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useLinkWords } from '../../lib/link-words.ts';
import { useAddressRules } from '../../lib/use-typed-rules.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useAskBeforeLeaving } from '../../ui/use-ask-before-leaving.tsx';

/** The address of the own account, which a mailed link proves. */
export function EmailCard() {
  const words = useLinkWords();
  const addressRules = useAddressRules();
  const [changing, setChanging] = useState(false);
  const { setFilledIn, question } = useAskBeforeLeaving();
  const own = useQuery({
    queryKey: ['ownStaffEmail'],
    queryFn: () => answer(client.api.staff.me.email.$get()),
    // The link may have been used in another tab.
    refetchOnWindowFocus: 'always',
  });
  const ask = useMutation({
    mutationFn: (json: { email: string; password: string }) =>
      answer(client.api.staff.me.email.$put({ json })),
    onSuccess: () => end(),
  });
  const { email = null, verified = false } = own.data ?? {};
  function end(): void {
    setFilledIn(false);
    setChanging(false);
  }
  return (
    <Card title={words.email}>
      <ProblemNotice error={own.error} />
      {own.isPending && <Skeleton />}
      {own.data && (
        <p>
          {email === null ? words.emailNone : verified ? words.emailIs(email) : words.emailUnverified(email)}
        </p>
      )}
      <div aria-live="polite">{ask.isSuccess && <Notice tone="info">{words.emailSent}</Notice>}</div>
      {question}
      {changing && (
        <div className="form">
          <StaffForm<{ email: string; password: string }>
            {...(email !== null && !verified && { initialValues: { email } })}
            submit={words.emailSend}
            pending={ask.isPending}
            error={ask.error}
            onChange={() => setFilledIn(true)}
            onSubmit={ask.mutate}
            onCancel={end}
          >
            <Form.Item name="email" label={words.emailNew} rules={addressRules}>
              <Input inputMode="email" required autoComplete="email" />
            </Form.Item>
            <Form.Item name="password" label={words.emailPassword}>
              <Input.Password required autoComplete="current-password" visibilityToggle={false} />
            </Form.Item>
          </StaffForm>
        </div>
      )}
      {own.data && !changing && (
        <div className="actions">
          <Button onClick={() => setChanging(true)}>
            {email === null ? words.emailAdd : verified ? words.emailChange : words.emailVerify}
          </Button>
        </div>
      )}
    </Card>
  );
}
