import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { type IdType, isValidIdNumber, normaliseIdNumber } from '../../../../../domain/person/id-number.ts';
import { passwordFlaw } from '../../../../../domain/passport/password.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { clearDraft, useDraft } from '../../../lib/draft.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';
import { IdentityFields } from '../../../ui/IdentityFields.tsx';
import { NewPasswordFields, NO_PASSWORD } from '../../ui/NewPasswordFields.tsx';

export interface RegisteredPassport {
  passportId: string;
  claiming: boolean;
  email: string;
}

const EMPTY = { email: '', mobile: '', idType: 'residentId' as IdType, idNumber: '', name: '' };

/** The registration form. It checks by the server's own rules, so most mistakes show before anything is sent. */
export function RegisterForm({ onRegistered }: { onRegistered: (passport: RegisteredPassport) => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useDraft('registerPassport', EMPTY);
  const [passwords, setPasswords] = useState(NO_PASSWORD);
  const [checked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const captcha = useCaptcha();

  const register = useMutation({
    mutationFn: async () =>
      answer(client.api.passports.$post({ json: { ...draft, ...passwords, captcha: await captcha.take() } })),
    onError: captcha.renew,
    onSuccess: ({ passportId, claiming }) => {
      clearDraft('registerPassport');
      onRegistered({ passportId, claiming, email: draft.email });
    },
  });

  const sentProblem = useFieldProblems(register.error);
  const own: Partial<Record<Parameters<typeof sentProblem>[0], boolean>> = {
    email: !/^\S+@\S+\.\S+$/.test(draft.email),
    mobile: !/^1[3-9]\d{9}$/.test(draft.mobile),
    password: passwordFlaw(passwords.password) !== null,
    passwordAgain: passwords.password !== passwords.passwordAgain,
    idNumber: !isValidIdNumber(draft.idType, normaliseIdNumber(draft.idNumber)),
    name: draft.name.trim() === '',
  };
  const problemOf: typeof sentProblem = (field) =>
    checked && own[field] ? t(`fieldProblems.${field}`) : sentProblem(field);

  // Submitting with mistakes moves the focus to the first one.
  useEffect(() => {
    if (checked || register.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [checked, register.error]);

  const change = (
    field: 'email' | 'mobile',
  ): Pick<ComponentProps<'input'>, 'onChange'> & { value: string; name: string } => ({
    name: field,
    value: draft[field],
    onChange: ({ target: { value } }) => setDraft((current) => ({ ...current, [field]: value })),
  });

  return (
    <form
      ref={form}
      className="card form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (register.isPending) return;
        if (Object.values(own).includes(true)) {
          setChecked(true);
          form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
        } else register.mutate();
      }}
    >
      <IdentityFields
        value={draft}
        problemOf={problemOf}
        onChange={(identity) => setDraft((current) => ({ ...current, ...identity }))}
      />
      <Field label={t('passport.email')} hint={t('register.emailHint')} problem={problemOf('email')}>
        {(control) => (
          <input
            {...control}
            {...change('email')}
            type="email"
            required
            autoComplete="email"
            maxLength={254}
          />
        )}
      </Field>
      <Field label={t('passport.mobile')} hint={t('register.mobileHint')} problem={problemOf('mobile')}>
        {(control) => (
          <input
            {...control}
            {...change('mobile')}
            type="tel"
            required
            autoComplete="tel-national"
            maxLength={11}
          />
        )}
      </Field>
      <NewPasswordFields
        label={t('passport.password')}
        value={passwords}
        problemOf={problemOf}
        onChange={setPasswords}
      />
      <CaptchaBox captcha={captcha} />
      <ProblemNotice error={register.error} />
      <p className="small muted">
        {t('register.consent')} <Link to={PATHS.terms}>{t('titles.terms')}</Link>{' '}
        <Link to={PATHS.privacy}>{t('titles.privacy')}</Link>
      </p>
      <Button look="main" type="submit" pending={register.isPending}>
        {t('register.submit')}
      </Button>
      <p>
        {t('register.hasPassport')} <Link to={PATHS.signIn}>{t('header.signIn')}</Link>
      </p>
    </form>
  );
}
