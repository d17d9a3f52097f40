/** The banks (`v_pmode`) a payer may choose on our page; without one PayEase asks on its own. */
export const PAYEASE_BANKS = ['icbc', 'abc', 'boc', 'ccb', 'bocom', 'cmb', 'psbc'] as const;

export type PayeaseBank = (typeof PAYEASE_BANKS)[number];

/** PayEase's own numbers of them. */
export const BANK_MODES: Record<PayeaseBank, string> = {
  icbc: '9',
  abc: '14',
  boc: '28',
  ccb: '4',
  bocom: '21',
  cmb: '3',
  psbc: '60',
};
