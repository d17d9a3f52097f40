import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useCommand } from '../../lib/use-command.ts';
import { Button } from '../../../ui/Button.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';

/** 支付遇到问题? 更新: asks the gateway about an order. The page normally learns the outcome without it. */
export function PaymentTrouble({ orderNo }: { orderNo: string }) {
  const { t } = useWords();
  const refresh = useCommand((no: string, key, examSession) =>
    answer(
      client.api.registration.orders[':no'].refresh.$post({
        param: { no },
        query: { examSession },
        header: { 'idempotency-key': key },
      }),
    ),
  );
  return (
    <div className="action">
      <Button pending={refresh.isPending} onClick={() => refresh.mutate(orderNo)}>
        {t('payment.trouble')}
      </Button>
      <div aria-live="polite">
        {refresh.isSuccess && <p className="action-reason">{t('payment.asked')}</p>}
      </div>
      <ProblemNotice error={refresh.error} />
    </div>
  );
}
