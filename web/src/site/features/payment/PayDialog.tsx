import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Mode } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { formatFen } from '../../../lib/money.ts';
import { hasCode } from '../../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import type { PaymentWay } from './PaymentWayChoice.tsx';

const ASK_AGAIN_MS = 2000;
/** The number of tries that make a minute: a gateway that has not closed the earlier order by then is out of reach. */
const MAX_ASKS = 30;

interface PayDialogProps {
  mode: Mode;
  sumFen: number;
  way: PaymentWay;
  onClose: () => void;
}

/** Asks once more before 去支付, then leads to the gateway's page. */
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
  const { mutate, data, error, isPending } = open;
  const [asks, setAsks] = useState(0);
  const payUrl = data?.payUrl;
  const unanswered = (data !== undefined && !payUrl) || hasCode(error, 'ORDER_SETTLING');
  const closingEarlier = asks < MAX_ASKS && (unanswered || (isPending && asks > 0));

  useEffect(() => {
    if (payUrl) location.assign(payUrl);
  }, [payUrl]);

  // The browser's back button may restore this very page as it was left, so the dialog closes then.
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && onClose();
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [onClose]);

  // An earlier order with other contents is being closed at the gateway; this one can be opened after that.
  useEffect(() => {
    if (!closingEarlier || isPending) return;
    const timer = setTimeout(() => {
      setAsks((count) => count + 1);
      mutate(way);
    }, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [closingEarlier, isPending, mutate, way]);

  return (
    <ConfirmDialog
      title={t('payment.askTitle')}
      confirm={t('payment.goToPay')}
      pending={isPending || Boolean(payUrl) || closingEarlier}
      problem={closingEarlier ? null : error}
      onConfirm={() => {
        setAsks(0);
        mutate(way);
      }}
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
