import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Order } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { ordersQuery } from '../../lib/queries.ts';
import { useExamSession, useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { CampusName } from '../../../ui/CampusName.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Table } from '../../../ui/Table.tsx';
import { OrderStatus } from '../../ui/payment-states.tsx';
import { BackLink } from './BackLink.tsx';
import { OrderOutcome } from '../../ui/OrderOutcome.tsx';

const route = getRouteApi('/site/candidate/inSession/registration/orders/$orderNo');

/** The page of one order, which becomes its receipt once paid. */
export function OrderPage() {
  const { t } = useWords();
  const { orderNo } = route.useParams();
  const { orders } = useSuspenseQuery(ordersQuery(useExamSessionId())).data;
  const order = orders.find((each) => each.orderNo === orderNo);
  return (
    <div className="page">
      <PageHead title={t(order?.state === 'paid' ? 'orders.receipt' : 'titles.order')} />
      {order && <OrderOutcome order={order} />}
      {order ? <OrderDetails order={order} /> : <p className="empty">{t('orders.unknown')}</p>}
      <div className="actions no-print">
        <BackLink />
        <LinkButton to={PATHS.orders}>{t('titles.orders')}</LinkButton>
        {order?.state === 'paid' && <Button onClick={() => window.print()}>{t('common.print')}</Button>}
      </div>
    </div>
  );
}

function refundFacts(
  refund: NonNullable<Order['refund']>,
  t: ReturnType<typeof useWords>['t'],
): [string, ReactNode][] {
  return [
    [t('orders.refundReason'), t(`orders.refundReasons.${refund.reason}`)],
    [t('orders.refundRequestedAt'), <Moment key="requested" at={refund.requestedAt} />],
    [t('orders.refundDoneAt'), refund.doneAt ? <Moment key="done" at={refund.doneAt} /> : '—'],
  ];
}

function OrderDetails({ order }: { order: Order }) {
  const { t, pick } = useWords();
  const me = useMe();
  const examSession = useExamSession();
  return (
    <div className="card">
      <Facts
        items={[
          [t('orders.no'), order.orderNo],
          [t('orders.state'), <OrderStatus key="state" state={order.state} />],
          [t('orders.examSession'), pick(examSession.name)],
          [t('passport.name'), me?.name ?? ''],
          [t('passport.id'), <code key="id">{me?.passportId}</code>],
          [t('orders.gateway'), t(`orders.gateways.${order.gateway}`)],
          [t('orders.openedAt'), <Moment key="opened" at={order.openedAt} />],
          [t('orders.expiresAt'), <Moment key="expires" at={order.expiresAt} />],
          [t('orders.paidAt'), order.paidAt ? <Moment key="paid" at={order.paidAt} /> : '—'],
          [t('orders.tradeNo'), order.tradeNo ?? '—'],
          ...(order.refund ? refundFacts(order.refund, t) : []),
        ]}
      />
      <Table
        caption={t('orders.lines')}
        heads={[t('subjects.subject'), t('subjects.campus'), t('subjects.fee')]}
        rows={order.lines.map(({ subject, campus, feeFen }) => ({
          key: `${subject.code} ${campus.code}`,
          cells: [
            pick(subject.name),
            <CampusName key="campus" campus={campus} />,
            <Fee key="fee" fen={feeFen} />,
          ],
        }))}
      />
      <p className="total">
        {t('payment.total')}{' '}
        <strong>
          <Fee fen={order.amountFen} />
        </strong>
      </p>
    </div>
  );
}
