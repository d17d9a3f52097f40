import { useWords } from '../../i18n/index.ts';
import type { Order } from '../../lib/api-types.ts';
import { formatFen } from '../../lib/money.ts';
import { PATHS } from '../../lib/paths.ts';
import { Card } from '../../ui/Card.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { OrderStatus } from './payment-states.tsx';

/** 退款中, 已退款: money that came and goes back, so that nobody has to look for it among the orders. */
export function Refunds({ orders }: { orders: Order[] }) {
  const { t } = useWords();
  const refunded = orders.filter(({ refund }) => refund !== null);
  if (refunded.length === 0) return null;
  return (
    <Card title={t('orders.refundsTitle')}>
      {refunded.map(({ orderNo, state, refund }) => (
        <div key={orderNo} className="stack-tight">
          <p>
            <OrderStatus state={state} />{' '}
            {refund &&
              t('orders.refundLine', {
                orderNo,
                sum: formatFen(refund.amountFen),
                reason: t(`orders.refundReasons.${refund.reason}`),
              })}
          </p>
          <div className="actions">
            <LinkButton to={PATHS.order} params={{ orderNo }}>
              {t('orders.see')}
            </LinkButton>
          </div>
        </div>
      ))}
    </Card>
  );
}
