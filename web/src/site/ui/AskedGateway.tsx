import { useWords } from '../../i18n/index.ts';
import type { OwnOrder } from '../../lib/api-types.ts';
import { formatClock } from '../../lib/moments.ts';
import { wasFoundByAsking } from '../lib/found-by-asking.ts';
import { serverNow } from '../../lib/server-clock.ts';

/** Tells what the gateway was last asked about an order, when, and what it answered. */
export function AskedGateway({ order }: { order: OwnOrder }) {
  const { t, language } = useWords();
  const { state, askedAt } = order;
  const gateway = t(`orders.gateways.${order.gateway}`);
  if (state === 'settling') return <p className="action-reason">{t('payment.asking', { gateway })}</p>;
  if (askedAt === null) return null;
  const found = wasFoundByAsking(order);
  // Its last answer came before the money did.
  if (state !== 'open' && state !== 'closed' && !found) return null;
  return (
    <p className="action-reason">
      {t(`payment.asked.${found ? 'found' : 'notYet'}`, {
        gateway,
        time: formatClock(askedAt, language, serverNow()),
      })}
    </p>
  );
}
