/** The banks a payer may choose on our page for PayEase; without one PayEase asks on its own. */
export const PAYEASE_BANKS = ['icbc', 'abc', 'boc', 'ccb', 'bocom', 'cmb', 'psbc'] as const;

export type PayeaseBank = (typeof PAYEASE_BANKS)[number];
