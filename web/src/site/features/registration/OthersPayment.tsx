import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { ordersQuery } from '../../lib/queries.ts';
import { useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { Notice } from '../../../ui/Notice.tsx';

/**
 * Says to whoever comes back from the gateway where somebody else is signed in meanwhile that the payment is not this account's, and that
 * nothing is lost. Nothing is said of whose it is.
 */
export function OthersPayment({ orderNo }: { orderNo: string }) {
  const { t } = useWords();
  const me = useMe();
  const own = useQuery(ordersQuery(useExamSessionId())).data;
  if (!me || !own || own.orders.some((order) => order.orderNo === orderNo)) return null;
  return (
    <Notice tone="caution" live="status" title={t('payment.anothersTitle')}>
      <p>{t('payment.anothers', { name: me.name })}</p>
    </Notice>
  );
}
