import { answer, client } from '../../../lib/client.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { Meanwhile } from '../../ui/Meanwhile.tsx';
import { useAccountSettings } from './account-settings.ts';
import type { StaffAccount } from './accounts-query.ts';
import { useAccountAction } from './use-account-action.ts';
import { useAccountsWords } from './words.ts';

/** Disables an account, or enables it again. */
export function DisableDialog(props: { account: StaffAccount; onClose: () => void; onDone: () => void }) {
  const { account, disabled } = props.account;
  const words = useAccountsWords();
  const action = disabled ? words.enable : words.disable;
  const fields = useAccountSettings(props.account);
  const set = useAccountAction(
    props.account,
    (version) =>
      answer(
        client.api.staff.accounts[':account'].disabled.$put({
          param: { account },
          json: { version, disabled: !disabled },
        }),
      ),
    props.onDone,
  );
  return (
    <FormDialog
      title={words.of(action, account)}
      submit={action}
      pending={set.isPending}
      problem={set.problem}
      onSubmit={() => set.mutate()}
      onClose={props.onClose}
    >
      <p>{disabled ? words.enableText : words.disableText}</p>
      {set.outdated && <Meanwhile found={set.outdated} fields={fields} />}
    </FormDialog>
  );
}
