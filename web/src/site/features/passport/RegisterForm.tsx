import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { type IdType, normaliseIdNumber } from '../../../../../domain/person/id-number.ts';
import { nameFlaw } from '../../../../../domain/person/name-flaw.ts';
import { plainAddress, plainCode } from '../../../../../domain/text/code.ts';
import { plainName } from '../../../../../domain/text/typed-text.ts';
import { passwordFlaw, plainPassword } from '../../../../../domain/passport/password.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { clearDraft, useDraft } from '../../../lib/draft.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode, type Problem, retryDelayMs } from '../../../lib/problem.ts';
import { type TypedProblem, useTypedProblem } from '../../../lib/use-typed-problem.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';
import { IdentityFields } from '../../../ui/IdentityFields.tsx';
import { NewPasswordFields, NO_PASSWORD } from '../../ui/NewPasswordFields.tsx';

export interface RegisteredPassport {
  passportId: string;
  email: string;
}

const SHORT_WAIT_MS = 30_000;

function isShortWait(error: unknown): boolean {
  const waitMs = hasCode(error, 'TOO_MANY_ATTEMPTS') ? (error as Problem).retryAfterMs : null;
  return waitMs !== null && waitMs <= SHORT_WAIT_MS;
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
    // Many who register behind one address wait for their turn; the form is sent again by itself.
    retry: (_, error) => isShortWait(error),
    retryDelay: retryDelayMs,
    onSuccess: ({ passportId }) => {
      clearDraft('registerPassport');
      onRegistered({ passportId, email: plainAddress(draft.email) });
    },
  });

  const typedProblem = useTypedProblem();
  const sentProblem = useFieldProblems(register.error);
  const typed = {
    idNumber: typedProblem.idNumber(draft.idNumber, draft.idType),
    email: typedProblem.email(draft.email),
    mobile: typedProblem.mobile(draft.mobile),
  };
  const own: Partial<Record<Parameters<typeof sentProblem>[0], boolean>> = {
    email: plainAddress(draft.email) === '' || typed.email !== undefined,
    mobile: plainCode(draft.mobile) === '' || typed.mobile !== undefined,
    password: passwordFlaw(passwords.password) !== null,
    passwordAgain: plainPassword(passwords.password) !== plainPassword(passwords.passwordAgain),
    idNumber: normaliseIdNumber(draft.idNumber) === '' || typed.idNumber !== undefined,
    name: plainName(draft.name) === '' || nameFlaw(draft.name, draft.idType) !== null,
  };
  const problemOf: typeof sentProblem = (field) => {
    if (!checked || !own[field]) return sentProblem(field);
    const said = (typed as Partial<Record<typeof field, TypedProblem>>)[field];
    if (said) return said.text;
    return t(field === 'idNumber' ? 'emptyFields.idNumber' : `fieldProblems.${field}`);
  };

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
          // What was refused before is not what keeps it back now.
          register.reset();
          form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
        } else register.mutate();
      }}
    >
      <IdentityFields
        value={draft}
        problemOf={problemOf}
        onChange={(identity) => setDraft((current) => ({ ...current, ...identity }))}
      />
      <Field
        label={t('passport.email')}
        hint={t('register.emailHint')}
        typed={typed.email}
        problem={problemOf('email')}
      >
        {(control) => (
          // Of the type `email`, browsers put punycode for letters of other alphabets, which hides them.
          <input {...control} {...change('email')} inputMode="email" required autoComplete="email" />
        )}
      </Field>
      <Field
        label={t('passport.mobile')}
        hint={t('register.mobileHint')}
        typed={typed.mobile}
        problem={problemOf('mobile')}
      >
        {(control) => (
          <input {...control} {...change('mobile')} type="tel" required autoComplete="tel-national" />
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
      {register.isPending && register.failureCount > 0 && (
        <Notice tone="info" live="status" busy>
          <p>{t('register.waiting')}</p>
        </Notice>
      )}
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
