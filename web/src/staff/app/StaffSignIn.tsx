import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { staffMeSchema } from '../../../../api/staff/schemas.ts';
import { CaptchaBox } from '../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../lib/use-captcha.ts';
import { answer, client } from '../../lib/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useStaffWords } from '../lib/words.ts';

export function StaffSignIn({ onSignedIn }: { onSignedIn: (me: z.infer<typeof staffMeSchema>) => void }) {
  const words = useStaffWords();
  const captcha = useCaptcha();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async () =>
      answer(client.api.staff.sessions.$post({ json: { account, password, captcha: await captcha.take() } })),
    onError: captcha.renew,
    onSuccess: onSignedIn,
  });
  return (
    <div className="page page-narrow">
      <PageHead title={words.signInTitle} />
      <form
        className="card form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.isPending) signIn.mutate();
        }}
      >
        <Field label={words.account}>
          {(control) => (
            <input
              {...control}
              name="account"
              required
              autoComplete="username"
              spellCheck={false}
              maxLength={60}
              value={account}
              onChange={(event) => setAccount(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.password}>
          {(control) => (
            <input
              {...control}
              name="password"
              type="password"
              required
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <CaptchaBox captcha={captcha} />
        <ProblemNotice error={signIn.error} />
        <Button look="main" type="submit" pending={signIn.isPending}>
          {words.signIn}
        </Button>
      </form>
    </div>
  );
}
