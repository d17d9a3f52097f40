import { useMutation } from '@tanstack/react-query';
import { answer, client } from '../../../lib/client.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import type { StaffAccount } from './accounts-query.ts';
import { useAccountsWords } from './words.ts';

/** Disables an account, or enables it again. */
export function DisableDialog(props: { account: StaffAccount; onClose: () => void; onDone: () => void }) {
  const { account, version, disabled } = props.account;
  const words = useAccountsWords();
  const action = disabled ? words.enable : words.disable;
  const set = useMutation({
    mutationFn: () =>
      answer(
        client.api.staff.accounts[':account'].disabled.$put({
          param: { account },
          json: { version, disabled: !disabled },
        }),
      ),
    onSuccess: props.onDone,
  });
  return (
    <FormDialog
      title={words.of(action, account)}
      submit={action}
      pending={set.isPending}
      problem={set.error}
      onSubmit={set.mutate}
      onClose={props.onClose}
    >
      <p>{disabled ? words.enableText : words.disableText}</p>
    </FormDialog>
  );
}
