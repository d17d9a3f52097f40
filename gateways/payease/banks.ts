import type { PayeaseBank } from '../../domain/payment/payease-banks.ts';

/** PayEase's own numbers of the banks (`v_pmode`). */
export const BANK_MODES: Record<PayeaseBank, string> = {
  icbc: '9',
  abc: '43',
  boc: '85',
  ccb: '4',
  bocom: '67',
  cmb: '3',
  psbc: '59',
};
