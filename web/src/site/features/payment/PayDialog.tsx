import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Mode, OpenedOrder, Registration } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { formatFen, sumFen } from '../../../lib/money.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { leftForGateway } from '../../lib/left-for-gateway.ts';
import { newestPaid } from '../../lib/payable.ts';
import { useRefreshOrder } from '../../lib/refresh-order.ts';
import { serverNow } from '../../../lib/server-clock.ts';
import { useCommand } from '../../lib/use-command.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import {
  CheckAnswers,
  CheckedTotal,
  type CheckedPerson,
  type CheckedSubject,
} from '../../ui/CheckAnswers.tsx';
import type { PaymentWay } from './PaymentWayChoice.tsx';

const ASK_AGAIN_MS = 2000;
/** The greatest age of the gateway's answer at which somebody is sent to the same order again. */
const ANSWER_AGE_MS = 30_000;
/** The number of tries that make a minute: a gateway that has not closed the earlier order by then is out of reach. */
const MAX_ASKS = 30;

interface PayDialogProps {
  mode: Mode;
  way: PaymentWay;
  person: CheckedPerson;
  subjects: CheckedSubject[];
  /** True while a gateway is asked about an earlier order: there is no sum to pay then. */
  settling: boolean;
  onClose: () => void;
}

/** Asks once more before 去支付, then leads to the gateway's page. */
export function PayDialog({ mode, person, subjects, way, settling, onClose }: PayDialogProps) {
  const { t } = useWords();
  const sum = sumFen(subjects);
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
  const [confirmedFen, setConfirmedFen] = useState(sum);
  // While an earlier order was being closed, its money may have been found: another sum is confirmed anew.
  const changed = data?.order && data.order.amountFen !== confirmedFen ? data : undefined;
  const askedFen = changed?.order?.amountFen ?? sum;
  // Whoever comes to an order for the second time may have paid it already, and its notice may be lost.
  const reused = data?.code === 'ORDER_REUSED' && !wasJustAsked(data) ? data.order?.orderNo : undefined;
  const payUrl = changed || reused ? undefined : data?.payUrl;
  const unanswered = (data !== undefined && !payUrl && !changed) || hasCode(error, 'ORDER_SETTLING');
  const closingEarlier = asks < MAX_ASKS && (unanswered || (isPending && asks > 0));
  const outOfReach = asks >= MAX_ASKS && unanswered;

  const leavingWith = payUrl ? data?.order?.orderNo : undefined;
  useEffect(() => {
    if (!payUrl) return;
    if (leavingWith) leftForGateway.note(leavingWith);
    location.assign(payUrl);
  }, [payUrl, leavingWith]);

  const { mutate: askGateway, isIdle: isNew } = useRefreshOrder();
  useEffect(() => {
    if (reused) askGateway(reused);
  }, [reused, askGateway]);

  // The browser's back button may restore this very page as it was left, so the dialog closes then.
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && onClose();
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [onClose]);

  // The gateway is being asked about an earlier order, or closes one with other contents; this one can be opened after
  // that.
  useEffect(() => {
    if (!closingEarlier || isPending) return;
    const timer = setTimeout(() => {
      setAsks((count) => count + 1);
      mutate(way);
    }, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [closingEarlier, isPending, mutate, way]);

  function changeWords(registration: Registration, restFen: number): string {
    const rest = formatFen(restFen);
    const found = newestPaid(registration, mode);
    if (!found) return t('payment.sumChanged', { before: formatFen(confirmedFen), rest });
    const gateway = t(`orders.gateways.${found.gateway}`);
    return t('payment.foundBefore', { gateway, sum: formatFen(found.amountFen), rest });
  }

  const waiting = (
    <>
      {closingEarlier && (
        <Notice tone="info" live="status" busy>
          <p>{t(isNew ? 'payment.closingEarlier' : 'payment.askingBefore')}</p>
        </Notice>
      )}
      {outOfReach && (
        <Notice tone="caution" live="alert" title={t('payment.noAnswerTitle')}>
          <p>{t('payment.noAnswer')}</p>
          <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
        </Notice>
      )}
    </>
  );
  if (settling) {
    return (
      <Dialog
        key="settling"
        title={t('payment.settlingTitle')}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t('common.close')}</Button>}
      >
        {waiting}
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('payment.askTitle')}
      confirm={t('payment.goToPay')}
      pending={isPending || Boolean(payUrl) || closingEarlier}
      problem={closingEarlier || outOfReach ? null : error}
      onConfirm={() => {
        setAsks(0);
        setConfirmedFen(askedFen);
        mutate(way);
      }}
      onClose={onClose}
      foot={<CheckedTotal subjects={subjects} />}
    >
      <CheckAnswers person={person} subjects={subjects} />
      <p>{t('payment.askText')}</p>
      {waiting}
      {changed?.order && (
        <Notice tone="caution" live="alert">
          <p>{changeWords(changed.registration, changed.order.amountFen)}</p>
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

function wasJustAsked({ order, registration: { orders } }: OpenedOrder): boolean {
  const askedAt = orders.find(({ orderNo }) => orderNo === order?.orderNo)?.askedAt;
  return Boolean(askedAt) && serverNow() - Date.parse(askedAt ?? '') < ANSWER_AGE_MS;
}
