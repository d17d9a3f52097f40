import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { Order } from '../../lib/api-types.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Tells what became of an order that is not to be paid any more, and of money that came for it all the same. */
export function OrderOutcome({ order: { state }, children }: { order: Order; children?: ReactNode }) {
  const { t } = useWords();
  if (state === 'refunding' || state === 'refunded') {
    return (
      <Notice tone="caution" live="status" title={t(`orderStates.${state}`)}>
        <p>{t('payment.refundText')}</p>
        {children}
      </Notice>
    );
  }
  if (state !== 'closed') return null;
  return (
    <Notice tone="caution" live="status" title={t('payment.closedTitle')}>
      <p>{t('payment.closedText')}</p>
    </Notice>
  );
}
