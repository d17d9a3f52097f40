import { useMutation } from '@tanstack/react-query';
import { answer, client } from '../../../lib/client.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import type { Notice } from './notices-query.ts';
import { useNoticesWords } from './words.ts';

/** Takes a notice away. */
export function WithdrawDialog(props: { notice: Notice; onClose: () => void; onDone: () => void }) {
  const { id, title, version } = props.notice;
  const words = useNoticesWords();
  const withdraw = useMutation({
    mutationFn: () =>
      answer(
        client.api.staff.notices[':id'].$delete({
          param: { id: String(id) },
          query: { version: String(version) },
        } as never),
      ),
    onSuccess: props.onDone,
  });
  return (
    <FormDialog
      title={words.of(words.withdraw, title.zh)}
      submit={words.withdraw}
      pending={withdraw.isPending}
      problem={withdraw.error}
      onSubmit={withdraw.mutate}
      onClose={props.onClose}
    >
      <p>{words.withdrawText}</p>
    </FormDialog>
  );
}
