import type { QueryClient } from '@tanstack/react-query';
import { answer, client } from '../../lib/client.ts';
import { examSessionChoice } from './exam-session-choice.ts';
import { chosenExamSessionQuery, examSessionsQuery, ordersQuery } from './queries.ts';

/** What an order number may be; an address holds anything. */
const ORDER_NO = /^[A-Za-z0-9]{10,64}$/;

/**
 * Makes the exam session of an own order that of this visit: whoever comes back from the gateway, or opens an order's address,
 * need not have chosen it here.
 * @returns true when it was another one before
 */
export async function takeSessionOfOrder(
  queryClient: QueryClient,
  examSession: string,
  orderNo: string,
): Promise<boolean> {
  const { orders } = await queryClient.ensureQueryData(ordersQuery(examSession));
  if (!ORDER_NO.test(orderNo) || orders.some((order) => order.orderNo === orderNo)) return false;
  const found = await answer(client.api.registration.orders.$get({ query: { examSession, order: orderNo } }));
  const known = await queryClient.ensureQueryData(examSessionsQuery);
  const { examSessionId } = found;
  if (examSessionId === examSession || !known.some(({ id }) => id === examSessionId)) return false;
  queryClient.setQueryData(ordersQuery(examSessionId).queryKey, found);
  examSessionChoice.keep(examSessionId);
  queryClient.setQueryData(chosenExamSessionQuery.queryKey, examSessionId);
  return true;
}
