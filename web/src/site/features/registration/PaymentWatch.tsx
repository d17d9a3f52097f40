import { useWords } from '../../../i18n/index.ts';
import type { OwnOrder } from '../../../lib/api-types.ts';
import { formatFen } from '../../../lib/money.ts';
import { PATHS } from '../../../lib/paths.ts';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { AskedGateway } from '../../ui/AskedGateway.tsx';
import { OrderOutcome } from '../../ui/OrderOutcome.tsx';

/**
 * Shows the order's state on coming back from the gateway: being confirmed, confirmed, or not paid so far. It updates itself.
 */
export function PaymentWatch({ order, tookLong }: { order: OwnOrder; tookLong: boolean }) {
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
        <AskedGateway order={order} />
        {details}
      </Notice>
    );
  }
  if (order.state !== 'open' && order.state !== 'settling')
    return <OrderOutcome order={order}>{details}</OrderOutcome>;
  // The rest of the page then shows the order's subjects as unpaid, and lets pay again.
  if (tookLong && order.state === 'open') {
    return (
      <Notice tone="caution" live="status" title={t('payment.notYetTitle')}>
        <p>{t('payment.notYet')}</p>
        <AskedGateway order={order} />
      </Notice>
    );
  }
  return (
    <Notice tone="info" live="status" busy title={t('payment.settlingTitle')}>
      <p>{t(tookLong ? 'payment.settlingLong' : 'payment.settling')}</p>
      <AskedGateway order={order} />
    </Notice>
  );
}
