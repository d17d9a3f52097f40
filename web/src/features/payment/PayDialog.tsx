import { useEffect } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { Mode } from '../../lib/api-types.ts';
import { answer, client } from '../../lib/client.ts';
import { formatFen } from '../../lib/money.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { PaymentWay } from './PaymentWayChoice.tsx';

const ASK_AGAIN_MS = 2000;

interface PayDialogProps {
  mode: Mode;
  sumFen: number;
  way: PaymentWay;
  onClose: () => void;
}

/** 去支付, asked once more; then the gateway's page. */
export function PayDialog({ mode, sumFen, way, onClose }: PayDialogProps) {
  const { t } = useWords();
  const open = useCommand(({ gateway, bank }: PaymentWay, key, examSession) =>
    answer(
      client.api.registration.orders.$post({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { mode, gateway, ...(bank ? { bank } : {}) },
      }),
    ),
  );
  const { mutate } = open;
  const payUrl = open.data?.payUrl;
  const closingEarlier = open.data !== undefined && !payUrl;

  useEffect(() => {
    if (payUrl) location.assign(payUrl);
  }, [payUrl]);

  // Coming back with the browser's button may bring this very page back, as it was left.
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && onClose();
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [onClose]);

  // An earlier order with other contents is being closed at the gateway; this one can be opened after that.
  useEffect(() => {
    if (!closingEarlier || open.isPending) return;
    const timer = setTimeout(() => mutate(way), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [closingEarlier, open.isPending, mutate, way]);

  return (
    <ConfirmDialog
      title={t('payment.askTitle')}
      confirm={t('payment.goToPay')}
      pending={open.isPending || Boolean(payUrl) || closingEarlier}
      problem={open.error}
      onConfirm={() => mutate(way)}
      onClose={onClose}
    >
      <p>
        {t('payment.total')} <strong className="number">{formatFen(sumFen)}</strong>
      </p>
      <p>{t('payment.askText')}</p>
      {closingEarlier && (
        <Notice tone="info" live="status" busy>
          <p>{t('payment.closingEarlier')}</p>
        </Notice>
      )}
      {payUrl && (
        <Notice tone="info" live="status" busy>
          <p>{t('payment.leaving')}</p>
        </Notice>
      )}
    </ConfirmDialog>
  );
}
