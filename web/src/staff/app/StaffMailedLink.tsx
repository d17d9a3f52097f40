import { useMutation } from '@tanstack/react-query';
import { answer, client } from '../../lib/client.ts';
import type { Captcha } from '../../lib/use-captcha.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useStaffWords } from '../lib/words.ts';

/** The way in for staff whose password is not taken for a while: a link to the address of their account. */
export function StaffMailedLink({ account, captcha }: { account: string; captcha: Captcha }) {
  const words = useStaffWords();
  const ask = useMutation({
    mutationFn: async () =>
      answer(client.api.staff['sign-in-links'].$post({ json: { account, captcha: await captcha.take() } })),
    onSettled: captcha.renew,
  });
  if (ask.isSuccess) {
    return (
      <Notice tone="info" live="status" title={words.linkAskedTitle}>
        <p>{words.linkAsked}</p>
        <p>{words.linkNoMail}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="info" title={words.linkOfferTitle}>
      <p>{words.linkOffer}</p>
      <ProblemNotice error={ask.error} />
      <div className="actions">
        <Button pending={ask.isPending} onClick={() => ask.mutate()}>
          {words.linkSend}
        </Button>
      </div>
    </Notice>
  );
}
