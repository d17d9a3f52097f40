import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { answer, client } from '../../lib/client.ts';
import { useCaptcha } from '../../lib/use-captcha.ts';
import { CaptchaBox } from '../../ui/CaptchaBox.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useLinkWords } from '../lib/link-words.ts';
import { StaffForm } from '../ui/StaffForm.tsx';

/** Asks for a link that sets a new password. The answer is the same whether there is such an account or not. */
export function StaffForgotPassword() {
  const words = useLinkWords();
  const captcha = useCaptcha();
  const ask = useMutation({
    mutationFn: async ({ account }: { account: string }) =>
      answer(client.api.staff['password-links'].$post({ json: { account, captcha: await captcha.take() } })),
    onError: captcha.renew,
  });
  return (
    <div className="page page-narrow">
      <PageHead title={words.forgotTitle} />
      {ask.isSuccess ? (
        <Notice tone="info" live="status" title={words.askedTitle}>
          <p>{words.asked}</p>
        </Notice>
      ) : (
        <div className="card form">
          <p>{words.forgotText}</p>
          <StaffForm<{ account: string }>
            submit={words.send}
            pending={ask.isPending}
            error={ask.error}
            onSubmit={ask.mutate}
          >
            <Form.Item name="account" label={words.account}>
              <Input required autoComplete="username" spellCheck={false} />
            </Form.Item>
            <CaptchaBox captcha={captcha} />
          </StaffForm>
        </div>
      )}
    </div>
  );
}
