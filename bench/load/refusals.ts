/** Says what was refused how often, behind something else; nothing when nothing was. */
export function refusals(refused: Readonly<Record<string, number>>): string {
  const words = Object.entries(refused).map(([code, times]) => `${times} x ${code}`);
  return words.length === 0 ? '' : `, refused: ${words.join(', ')}`;
}
