import type { PayeaseBank } from '../../domain/payease-banks.ts';

/** PayEase's own numbers of the banks (`v_pmode`). */
export const BANK_MODES: Record<PayeaseBank, string> = {
  icbc: '9',
  abc: '14',
  boc: '28',
  ccb: '4',
  bocom: '21',
  cmb: '3',
  psbc: '60',
};
