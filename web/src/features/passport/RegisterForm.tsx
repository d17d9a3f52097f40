import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { ID_TYPES, type IdType, isValidIdNumber, normaliseIdNumber } from '../../../../domain/id-number.ts';
import { PASSWORD_MAX_LENGTH, PASSWORD_SYMBOLS, passwordFlaw } from '../../../../domain/password.ts';
import { useWords } from '../../i18n/index.ts';
import { answer, client } from '../../lib/client.ts';
import { clearDraft, useDraft } from '../../lib/draft.ts';
import { PATHS } from '../../lib/paths.ts';
import { useFieldProblems } from '../../lib/use-field-problems.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { CaptchaBox } from '../sign-in/CaptchaBox.tsx';
import { useCaptcha } from '../sign-in/use-captcha.ts';

export interface RegisteredPassport {
  passportId: string;
  claiming: boolean;
  email: string;
}

const EMPTY = { email: '', mobile: '', idType: 'residentId' as IdType, idNumber: '', name: '' };

/** The form's own rules are the server's, so that most mistakes are shown before anything is sent. */
export function RegisterForm({ onRegistered }: { onRegistered: (passport: RegisteredPassport) => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useDraft('registerPassport', EMPTY);
  const [passwords, setPasswords] = useState({ password: '', passwordAgain: '' });
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
  const values = { ...draft, ...passwords };
  const own: Record<keyof typeof values, boolean> = {
    email: !/^\S+@\S+\.\S+$/.test(draft.email),
    mobile: !/^1[3-9]\d{9}$/.test(draft.mobile),
    password: passwordFlaw(passwords.password) !== null,
    passwordAgain: passwords.password !== passwords.passwordAgain,
    idType: false,
    idNumber: !isValidIdNumber(draft.idType, normaliseIdNumber(draft.idNumber)),
    name: draft.name.trim() === '',
  };
  const problemOf = (field: keyof typeof values) =>
    checked && own[field] ? t(`fieldProblems.${field}`) : sentProblem(field);

  // Whoever submits with mistakes is taken to the first one.
  useEffect(() => {
    if (checked || register.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [checked, register.error]);

  const change = (
    field: keyof typeof values,
  ): Pick<ComponentProps<'input'>, 'onChange'> & { value: string; name: string } => ({
    name: field,
    value: values[field],
    onChange: ({ target: { value } }) =>
      field in passwords
        ? setPasswords((current) => ({ ...current, [field]: value }))
        : setDraft((current) => ({ ...current, [field]: value })),
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
      <Field label={t('passport.name')} hint={t('register.nameHint')} problem={problemOf('name')}>
        {(control) => <input {...control} {...change('name')} required autoComplete="name" maxLength={60} />}
      </Field>
      <Field label={t('passport.idType')}>
        {(control) => (
          <select
            {...control}
            name="idType"
            value={draft.idType}
            onChange={(event) => setDraft({ ...draft, idType: event.target.value as IdType })}
          >
            {ID_TYPES.map((idType) => (
              <option key={idType} value={idType}>
                {t(`idTypes.${idType}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('passport.idNumber')} problem={problemOf('idNumber')}>
        {(control) => (
          <input
            {...control}
            {...change('idNumber')}
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
          />
        )}
      </Field>
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
      <Field
        label={t('passport.password')}
        hint={t('register.passwordHint', { symbols: PASSWORD_SYMBOLS })}
        problem={problemOf('password')}
      >
        {(control) => (
          <input
            {...control}
            {...change('password')}
            type="password"
            required
            autoComplete="new-password"
            maxLength={PASSWORD_MAX_LENGTH}
          />
        )}
      </Field>
      <Field label={t('register.passwordAgain')} problem={problemOf('passwordAgain')}>
        {(control) => (
          <input
            {...control}
            {...change('passwordAgain')}
            type="password"
            required
            autoComplete="new-password"
            maxLength={PASSWORD_MAX_LENGTH}
          />
        )}
      </Field>
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
