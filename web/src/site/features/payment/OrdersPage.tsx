import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { ordersQuery } from '../../lib/queries.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Table } from '../../../ui/Table.tsx';
import { BackLink } from './BackLink.tsx';
import { OrderStatus } from '../../ui/payment-states.tsx';

/** 订单详情: every order of the exam session, newest first, even when the registration is deleted. */
export function OrdersPage() {
  const { t, pick } = useWords();
  const examSession = useExamSession();
  const { orders } = useSuspenseQuery(ordersQuery(examSession.id)).data;
  return (
    <div className="page">
      <PageHead title={t('titles.orders')} />
      <div className="card">
        <Facts items={[[t('orders.examSession'), pick(examSession.name)]]} />
        {orders.length === 0 ? (
          <p className="empty">{t('orders.none')}</p>
        ) : (
          <Table
            caption={t('titles.orders')}
            heads={[
              t('orders.no'),
              t('orders.state'),
              t('orders.mode'),
              t('orders.amount'),
              t('orders.openedAt'),
            ]}
            rows={orders.map(({ orderNo, state, mode, amountFen, openedAt }) => ({
              key: orderNo,
              cells: [
                <Link key="no" to={PATHS.order} params={{ orderNo }}>
                  {orderNo}
                </Link>,
                <OrderStatus key="state" state={state} />,
                t(`modes.${mode}`),
                <Fee key="amount" fen={amountFen} />,
                <Moment key="opened" at={openedAt} />,
              ],
            }))}
          />
        )}
      </div>
      <div className="actions">
        <BackLink />
      </div>
    </div>
  );
}
