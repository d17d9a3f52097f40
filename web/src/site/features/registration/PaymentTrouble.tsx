import { useWords } from '../../../i18n/index.ts';
import type { OwnOrder } from '../../../lib/api-types.ts';
import { useRefreshOrder } from '../../lib/refresh-order.ts';
import { AskedGateway } from '../../ui/AskedGateway.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';

/**
 * 支付遇到问题? 更新: asks the gateway about an order, and says its answer. The page normally learns the outcome without
 * it.
 */
export function PaymentTrouble({ order, onAsk }: { order: OwnOrder; onAsk: () => void }) {
  const { t } = useWords();
  const refresh = useRefreshOrder();
  return (
    <div className="action">
      <Button
        pending={refresh.isPending || order.state === 'settling'}
        onClick={() => {
          onAsk();
          refresh.mutate(order.orderNo);
        }}
      >
        {t('payment.trouble')}
      </Button>
      <div aria-live="polite">
        <AskedGateway order={order} />
      </div>
      <ProblemNotice error={refresh.error} />
    </div>
  );
}
