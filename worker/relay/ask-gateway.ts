import { tellOfPayment } from '../../db/payment/store-notice.ts';
import { claimQuestions, noteQuestion, type OrderQuestion } from '../../db/registration/order-questions.ts';
import type { PaymentGateway } from '../../gateways/payment-gateway.ts';
import type { RelayDependencies } from './dependencies.ts';

type Needs = Pick<RelayDependencies, 'db' | 'vault' | 'clock' | 'log'>;

/** The questions to a gateway at a time; a sweep begins once a second, so it is also the most in a second. */
const QUESTIONS_AT_ONCE = 20;

/**
 * Asks a gateway about open orders that nobody has told us are paid: their notices may be lost, and who has paid on a
 * phone looks at another screen. What it took reaches the registration like a notice; closing is left to the deadline.
 */
export async function askGateway(deps: Needs, gateway: PaymentGateway): Promise<void> {
  const due = await claimQuestions(deps.db, gateway.name, deps.clock.now(), QUESTIONS_AT_ONCE);
  await Promise.all(due.map((question) => ask(deps, gateway, question)));
}

async function ask(
  { db, vault, clock, log }: Needs,
  gateway: PaymentGateway,
  question: OrderQuestion,
): Promise<void> {
  const { orderNo } = question;
  const trade = await gateway.queryTrade(orderNo).catch((error: unknown) => {
    log.warn({ gateway: gateway.name, orderNo, error }, 'a gateway did not answer for an open order');
    return null;
  });
  const at = clock.now();
  if (trade?.status === 'paid') {
    const { tradeNo, amountFen, paidAt } = trade;
    const payment = { orderNo, gateway: gateway.name, tradeNo, amountFen, paidAt };
    await tellOfPayment(db, vault, 'asked', payment, at);
  }
  await noteQuestion(db, question, { isAnswered: trade !== null, at });
}
