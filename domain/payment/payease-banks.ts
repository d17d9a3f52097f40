/** Banks that a payer may choose for PayEase on our page; PayEase itself asks when none was chosen. */
export const PAYEASE_BANKS = ['icbc', 'abc', 'boc', 'ccb', 'bocom', 'cmb', 'psbc'] as const;

export type PayeaseBank = (typeof PAYEASE_BANKS)[number];
