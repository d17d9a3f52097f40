import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { MOBILE, normaliseMobile } from '../../../../../domain/person/mobile.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useTypedProblem } from '../../../lib/use-typed-problem.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import type { ChangeDialogProps } from './change-dialog.ts';
import { CurrentPasswordField } from './CurrentPasswordField.tsx';

const RESEND_AFTER_MS = 60_000;

/** Asks for the number first, then for the code that was texted to it. */
export function MobileDialog({ me, onDone, onClose }: ChangeDialogProps) {
  const { t } = useWords();
  const [mobile, setMobile] = useState(me.mobile);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const [checked, setChecked] = useState(false);
  const isMobile = MOBILE.test(normaliseMobile(mobile));
  const changes = normaliseMobile(mobile) !== me.mobile;
  const send = useMutation({
    mutationFn: () =>
      answer(client.api.me['mobile-codes'].$post({ json: { mobile, ...(changes && { password }) } })),
    onSuccess: () => {
      setSent(true);
      setCode('');
    },
  });
  const enter = useMutation({
    mutationFn: () => answer(client.api.me.mobile.$put({ json: { code } })),
    onSuccess: onDone,
  });
  const resendable = useAfter(RESEND_AFTER_MS, send.submittedAt);
  const typedProblem = useTypedProblem();
  const numberProblem = useFieldProblems(send.error);
  const codeProblem = useFieldProblems(enter.error);

  return (
    <FormDialog
      title={t(me.mobileVerified ? 'profile.change.mobile' : 'profile.verifyMobile')}
      submit={t(sent ? 'profile.confirmCode' : 'profile.sendCode')}
      pending={send.isPending || enter.isPending}
      problem={enter.error ?? send.error}
      onSubmit={() => {
        setChecked(true);
        if (sent) enter.mutate();
        else if (isMobile) send.mutate();
      }}
      onClose={onClose}
    >
      <Field
        label={t('passport.mobile')}
        hint={t('register.mobileHint')}
        typed={typedProblem.mobile(mobile)}
        problem={checked && !isMobile ? t('fieldProblems.mobile') : numberProblem('mobile')}
      >
        {(control) => (
          <input
            {...control}
            name="mobile"
            type="tel"
            required
            readOnly={sent}
            autoComplete="tel-national"
            value={mobile}
            onChange={(event) => setMobile(event.target.value)}
          />
        )}
      </Field>
      {changes && !sent && (
        <CurrentPasswordField
          name="password"
          value={password}
          wrong={numberProblem('password') !== undefined}
          onChange={setPassword}
        />
      )}
      {sent && (
        <>
          <Field label={t('profile.code')} hint={t('profile.codeHint')} problem={codeProblem('code')}>
            {(control) => (
              <input
                {...control}
                name="code"
                inputMode="numeric"
                required
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <div className="actions">
            <Button
              disabled={!resendable}
              pending={send.isPending}
              onClick={() => {
                enter.reset();
                send.mutate();
              }}
            >
              {t(resendable ? 'profile.resend' : 'profile.resendLater')}
            </Button>
            <Button
              onClick={() => {
                setSent(false);
                send.reset();
                enter.reset();
              }}
            >
              {t('profile.otherMobile')}
            </Button>
          </div>
        </>
      )}
    </FormDialog>
  );
}

/** Tells whether `ms` have passed since a moment on this browser's clock. */
function useAfter(ms: number, since: number): boolean {
  const [passedFor, setPassedFor] = useState(0);
  useEffect(() => {
    if (since === 0) return;
    const timer = setTimeout(() => setPassedFor(since), ms);
    return () => clearTimeout(timer);
  }, [ms, since]);
  return passedFor === since;
}
