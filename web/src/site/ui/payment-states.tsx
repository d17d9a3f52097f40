import { useWords } from '../../i18n/index.ts';
import type { Entry, Order, Registration } from '../../lib/api-types.ts';
import { Status, type Tone } from '../../ui/Status.tsx';

type ModeState = Registration['payment']['written']['state'];

const MODE_TONES: Record<ModeState, Tone> = {
  none: 'neutral',
  unpaid: 'caution',
  settling: 'info',
  partlyPaid: 'caution',
  paid: 'good',
};

const ENTRY_TONES: Record<Entry['state'], Tone> = { unpaid: 'caution', settling: 'info', paid: 'good' };

const ORDER_TONES: Record<Order['state'], Tone> = {
  open: 'caution',
  settling: 'info',
  closed: 'neutral',
  paid: 'good',
  refunding: 'info',
  refunded: 'neutral',
};

/** 全未支付, 部分支付, 全部支付. */
export function ModePaymentStatus({ state }: { state: ModeState }) {
  const { t } = useWords();
  return <Status tone={MODE_TONES[state]}>{t(`modePayment.${state}`)}</Status>;
}

/** 未支付, 支付确认中, 已支付. */
export function EntryPayment({ state }: { state: Entry['state'] }) {
  const { t } = useWords();
  return <Status tone={ENTRY_TONES[state]}>{t(`entryPayment.${state}`)}</Status>;
}

export function OrderStatus({ state }: { state: Order['state'] }) {
  const { t } = useWords();
  return <Status tone={ORDER_TONES[state]}>{t(`orderStates.${state}`)}</Status>;
}
