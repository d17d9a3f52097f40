import { useWords } from '../../../i18n/index.ts';
import type { Order } from '../../../lib/api-types.ts';
import { formatFen } from '../../../lib/money.ts';
import { PATHS } from '../../../lib/paths.ts';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { OrderOutcome } from '../../ui/OrderOutcome.tsx';

/**
 * Shows the order's state on coming back from the gateway: being confirmed, confirmed, or not paid. It updates itself.
 */
export function PaymentWatch({ order, tookLong }: { order: Order; tookLong: boolean }) {
  const { t } = useWords();
  const details = (
    <div className="actions">
      <LinkButton to={PATHS.order} params={{ orderNo: order.orderNo }}>
        {t('orders.see')}
      </LinkButton>
    </div>
  );
  if (order.state === 'paid') {
    return (
      <Notice tone="good" live="status" title={t('payment.confirmedTitle')}>
        <p>{t('payment.confirmed', { sum: formatFen(order.amountFen) })}</p>
        {details}
      </Notice>
    );
  }
  if (order.state !== 'open' && order.state !== 'settling')
    return <OrderOutcome order={order}>{details}</OrderOutcome>;
  return (
    <Notice tone="info" live="status" busy title={t('payment.settlingTitle')}>
      <p>{t(tookLong ? 'payment.settlingLong' : 'payment.settling')}</p>
    </Notice>
  );
}
