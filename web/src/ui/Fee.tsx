import { formatFen } from '../lib/money.ts';

/** Money, never broken over two lines. */
export function Fee({ fen }: { fen: number }) {
  return <span className="number">{formatFen(fen)}</span>;
}
