import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import { examSessionsQuery } from '../lib/queries.ts';
import { useExamSessionId } from '../lib/use-exam-session.ts';
import type { useFieldProblems } from '../../lib/use-field-problems.ts';
import { Field } from '../../ui/Field.tsx';

export interface AccountName {
  provinceCode: string;
  account: string;
}

interface AccountFieldsProps {
  value: AccountName;
  problemOf: ReturnType<typeof useFieldProblems>;
  onChange: (value: AccountName) => void;
}

/** The fields that name an account: exam province and ID number, or email alone. */
export function AccountFields({ value, problemOf, onChange }: AccountFieldsProps) {
  const { t, coded } = useWords();
  const examSession = useExamSessionId();
  const provinces =
    useSuspenseQuery(examSessionsQuery).data.find((session) => session.id === examSession)?.provinces ?? [];
  return (
    <>
      <Field label={t('signIn.province')} hint={t('signIn.provinceHint')} problem={problemOf('provinceCode')}>
        {(control) => (
          <select
            {...control}
            name="provinceCode"
            required={!value.provinceCode && !value.account.includes('@')}
            value={value.provinceCode}
            onChange={(event) => onChange({ ...value, provinceCode: event.target.value })}
          >
            <option value="">{t('signIn.provinceChoose')}</option>
            {provinces.map((province) => (
              <option key={province.code} value={province.code}>
                {coded(province)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('signIn.account')} problem={problemOf('account')}>
        {(control) => (
          <input
            {...control}
            name="account"
            required
            autoComplete="username"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={254}
            value={value.account}
            onChange={(event) => onChange({ ...value, account: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** Puts the account's name into the form that the API takes. */
export function accountForm({ provinceCode, account }: AccountName) {
  return { ...(provinceCode && { provinceCode }), account };
}
