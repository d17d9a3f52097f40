/** The largest amount that Alipay takes; its range is one fen to one hundred million yuan. */
const MAX_FEN = 10_000_000_000;

/**
 * Converts integer fen to the yuan text that Alipay takes: `3000` -> `30.00`.
 * @throws RangeError for anything but a whole, non-negative number of fen within Alipay's range
 */
export function yuanFromFen(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > MAX_FEN) {
    throw new RangeError('An amount is a whole number of fen between 0 and 100,000,000 yuan');
  }
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Converts yuan text as Alipay writes it (`30`, `30.0`, `30.00`) to integer fen; null when the text is not such an
 * amount. Works on digits only, because 0.29 * 100 is not 29.
 */
export function fenFromYuan(yuan: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan);
  if (!match) return null;
  const fen = Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
  return fen <= MAX_FEN ? fen : null;
}
