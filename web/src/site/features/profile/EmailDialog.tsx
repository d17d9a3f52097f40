import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useTypedProblem } from '../../../lib/use-typed-problem.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';
import type { ChangeDialogProps } from './change-dialog.ts';
import { CurrentPasswordField } from './CurrentPasswordField.tsx';

export function EmailDialog({ onDone, onClose }: ChangeDialogProps) {
  const { t } = useWords();
  const [form, setForm] = useState({ email: '', password: '' });
  const captcha = useCaptcha();
  const ask = useMutation({
    mutationFn: async () =>
      answer(client.api.me['email-changes'].$post({ json: { ...form, captcha: await captcha.take() } })),
    onError: captcha.renew,
    onSuccess: onDone,
  });
  const typedProblem = useTypedProblem();
  const problemOf = useFieldProblems(ask.error);
  return (
    <FormDialog
      title={t('profile.change.email')}
      submit={t('profile.sendLink')}
      pending={ask.isPending}
      problem={ask.error}
      onSubmit={ask.mutate}
      onClose={onClose}
    >
      <p>{t('profile.emailText')}</p>
      <Field
        label={t('profile.newEmail')}
        typed={typedProblem.email(form.email)}
        problem={problemOf('email')}
      >
        {(control) => (
          <input
            {...control}
            name="email"
            inputMode="email"
            required
            autoComplete="email"
            value={form.email}
            onChange={(event) => setForm({ ...form, email: event.target.value })}
          />
        )}
      </Field>
      <CurrentPasswordField
        name="password"
        value={form.password}
        wrong={problemOf('password') !== undefined}
        onChange={(password) => setForm({ ...form, password })}
      />
      <CaptchaBox captcha={captcha} />
    </FormDialog>
  );
}
