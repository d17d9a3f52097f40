/** Formats fen as yuan: 3000 -> ¥30.00. */
export function formatFen(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}

export function sumFen(items: { feeFen: number }[]): number {
  return items.reduce((sum, item) => sum + item.feeFen, 0);
}
