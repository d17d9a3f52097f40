/** A dash for a cell that has nothing to say; a narrow screen leaves its line out. */
export function Nothing() {
  return <span className="nothing">—</span>;
}
