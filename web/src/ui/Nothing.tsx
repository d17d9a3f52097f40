/** In a cell that has nothing to say; on a narrow screen its line is left out. */
export function Nothing() {
  return <span className="nothing">—</span>;
}
