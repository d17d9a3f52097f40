import { Checkbox } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { Meanwhile } from '../../ui/Meanwhile.tsx';
import { useAccountSettings } from './account-settings.ts';
import type { Given, StaffAccount } from './accounts-query.ts';
import { useAccountAction } from './use-account-action.ts';
import { useAccountsWords } from './words.ts';

interface ResetDialogProps {
  account: StaffAccount;
  onClose: () => void;
  onReset: (given: Given) => void;
}

/** Takes the password of an account away: its owner gets a link, or a temporary one. */
export function ResetDialog({ account: kept, onClose, onReset }: ResetDialogProps) {
  const { account, enrolled, email } = kept;
  const words = useAccountsWords();
  const [removeSecondFactor, setRemove] = useState(false);
  const fields = useAccountSettings(kept);
  const reset = useAccountAction(
    kept,
    (version) =>
      answer(
        client.api.staff.accounts[':account']['password-reset'].$post({
          param: { account },
          json: { version, removeSecondFactor },
        }),
      ),
    onReset,
  );
  return (
    <FormDialog
      title={words.of(words.reset, account)}
      submit={words.reset}
      pending={reset.isPending}
      problem={reset.problem}
      onSubmit={() => reset.mutate()}
      onClose={onClose}
    >
      <p>{email === null ? words.resetText : words.resetByMail(email)}</p>
      {enrolled && (
        <Checkbox checked={removeSecondFactor} onChange={(event) => setRemove(event.target.checked)}>
          {words.lost}
        </Checkbox>
      )}
      {reset.outdated && <Meanwhile found={reset.outdated} fields={fields} />}
    </FormDialog>
  );
}
