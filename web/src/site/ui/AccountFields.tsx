import { useSuspenseQuery } from '@tanstack/react-query';
import type { IdType } from '../../../../domain/person/id-number.ts';
import { plainAddress } from '../../../../domain/text/code.ts';
import { useWords } from '../../i18n/index.ts';
import { examSessionsQuery } from '../lib/queries.ts';
import { useExamSessionIfAny } from '../lib/use-exam-session.ts';
import { useTypedProblem } from '../../lib/use-typed-problem.ts';
import type { useFieldProblems } from '../../lib/use-field-problems.ts';
import { Field } from '../../ui/Field.tsx';
import { IdTypeField } from '../../ui/IdTypeField.tsx';
import { ProvinceOptions } from './ProvinceOptions.tsx';

export interface AccountName {
  provinceCode: string;
  account: string;
  /** The paper of an ID number; unset: the usual one. */
  idType?: IdType;
}

/** The paper that nearly everybody has: it need not be named. */
const USUAL: IdType = 'residentId';

/** Tells an email from an ID number, as the server will read it. */
function isAddress(account: string): boolean {
  return plainAddress(account).includes('@');
}

interface AccountFieldsProps {
  value: AccountName;
  problemOf: ReturnType<typeof useFieldProblems>;
  onChange: (value: AccountName) => void;
}

/** The fields that name an account: exam province, paper and ID number, or email alone. */
export function AccountFields({ value, problemOf, onChange }: AccountFieldsProps) {
  const { t } = useWords();
  const typedProblem = useTypedProblem();
  const examSession = useExamSessionIfAny();
  const provinces =
    useSuspenseQuery(examSessionsQuery).data.find((session) => session.id === examSession)?.provinces ?? [];
  return (
    <>
      <Field
        label={t('signIn.province')}
        hint={t(examSession === null ? 'signIn.noProvinces' : 'signIn.provinceHint')}
        problem={problemOf('provinceCode')}
      >
        {(control) => (
          <select
            {...control}
            name="provinceCode"
            required={!value.provinceCode && !isAddress(value.account)}
            value={value.provinceCode}
            onChange={(event) => onChange({ ...value, provinceCode: event.target.value })}
          >
            <option value="">{t('signIn.provinceChoose')}</option>
            <ProvinceOptions provinces={provinces} />
          </select>
        )}
      </Field>
      {!isAddress(value.account) && (
        <IdTypeField
          value={value.idType ?? USUAL}
          hint={t('signIn.idTypeHint')}
          problem={problemOf('idType')}
          onChange={(idType) => onChange({ ...value, idType })}
        />
      )}
      <Field
        label={t('signIn.account')}
        typed={typedProblem.account(value.account, value.idType ?? USUAL)}
        problem={problemOf('account')}
      >
        {(control) => (
          <input
            {...control}
            name="account"
            required
            autoComplete="username"
            autoCapitalize="characters"
            spellCheck={false}
            value={value.account}
            onChange={(event) => onChange({ ...value, account: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** Puts the account's name into the form that the API takes. */
export function accountForm({ provinceCode, account, idType = USUAL }: AccountName) {
  const named = idType !== USUAL && !isAddress(account);
  return { ...(provinceCode && { provinceCode }), account, ...(named && { idType }) };
}
