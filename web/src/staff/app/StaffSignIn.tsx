import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { staffActor } from '../../../../domain/actor.ts';
import { CaptchaBox } from '../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../lib/use-captcha.ts';
import { answer, client } from '../../lib/client.ts';
import { currentHref, leaveFor } from '../../lib/page-owner.ts';
import { keptSignIn } from '../../lib/kept-sign-in.ts';
import { STAFF_OPEN_PATHS } from '../../lib/paths.ts';
import { hasCode } from '../../lib/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useLinkWords } from '../lib/link-words.ts';
import { staffSignIn } from '../lib/staff-sign-in.ts';
import { StaffMailedLink } from './StaffMailedLink.tsx';
import { useStaffWords } from '../lib/words.ts';

/** Refusals after too many failures, which the owner need not wait out. */
const WAITS = ['SIGN_IN_LOCKED', 'TOO_MANY_ATTEMPTS'];

export function StaffSignIn() {
  const words = useStaffWords();
  const { forgot } = useLinkWords();
  const captcha = useCaptcha();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async () =>
      keptSignIn(
        () => client.api.staff.me.$get(),
        await answer(
          client.api.staff.sessions.$post({ json: { account, password, captcha: await captcha.take() } }),
        ),
      ),
    onError: captcha.renew,
    onSuccess: ({ account: signedIn }) => {
      staffSignIn.set(staffActor(signedIn));
      return leaveFor(currentHref());
    },
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
        {WAITS.some((code) => hasCode(signIn.error, code)) && (
          <StaffMailedLink key={account} account={account} captcha={captcha} />
        )}
        <Button look="main" type="submit" pending={signIn.isPending}>
          {words.signIn}
        </Button>
        <p>
          <a href={STAFF_OPEN_PATHS.forgotPassword}>{forgot}</a>
        </p>
      </form>
    </div>
  );
}
