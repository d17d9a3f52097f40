import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { ordersQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { PartProblem } from '../../../ui/PartProblem.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Refunds } from '../../ui/Refunds.tsx';

/** Shows those who have no registration any more the money of the one that was deleted. */
export function EarlierOrders() {
  const { t } = useWords();
  const asked = useQuery(ordersQuery(useExamSessionId()));
  if (!asked.data) return <PartProblem part={asked} what={t('titles.orders')} />;
  const { orders } = asked.data;
  if (orders.length === 0) return null;
  return (
    <>
      <Refunds orders={orders} />
      <div className="actions">
        <LinkButton to={PATHS.orders}>{t('titles.orders')}</LinkButton>
      </div>
    </>
  );
}
