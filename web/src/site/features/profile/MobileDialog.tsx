import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import type { ChangeDialogProps } from './change-dialog.ts';

const RESEND_AFTER_MS = 60_000;

/** Asks for the number first, then for the code that was texted to it. */
export function MobileDialog({ me, onDone, onClose }: ChangeDialogProps) {
  const { t } = useWords();
  const [mobile, setMobile] = useState(me.mobile);
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const send = useMutation({
    mutationFn: () => answer(client.api.me['mobile-codes'].$post({ json: { mobile } })),
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
  const numberProblem = useFieldProblems(send.error);
  const codeProblem = useFieldProblems(enter.error);

  return (
    <FormDialog
      title={t(me.mobileVerified ? 'profile.change.mobile' : 'profile.verifyMobile')}
      submit={t(sent ? 'profile.confirmCode' : 'profile.sendCode')}
      pending={send.isPending || enter.isPending}
      problem={enter.error ?? send.error}
      onSubmit={() => (sent ? enter.mutate() : send.mutate())}
      onClose={onClose}
    >
      <Field label={t('passport.mobile')} hint={t('register.mobileHint')} problem={numberProblem('mobile')}>
        {(control) => (
          <input
            {...control}
            name="mobile"
            type="tel"
            required
            readOnly={sent}
            pattern="1[3-9][0-9]{9}"
            autoComplete="tel-national"
            maxLength={11}
            value={mobile}
            onChange={(event) => setMobile(event.target.value)}
          />
        )}
      </Field>
      {sent && (
        <>
          <Field label={t('profile.code')} hint={t('profile.codeHint')} problem={codeProblem('code')}>
            {(control) => (
              <input
                {...control}
                name="code"
                inputMode="numeric"
                required
                pattern="[0-9]{6}"
                autoComplete="one-time-code"
                maxLength={6}
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
