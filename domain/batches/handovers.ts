/** A row that takes over what somebody else has. */
export interface Takeover {
  line: number;
  /** The line of the row by which that one gets something else; null where no good row of the file does that. */
  from: number | null;
  /** Whether the row leaves what it has as it is, unless the file is to win over what was corrected by hand: then it takes nothing. */
  keeps: boolean;
  /** Whether the row from which it takes does. */
  fromKeeps: boolean;
}

/** How the rows of a file that hand something over to each other are done. */
export interface Handovers {
  /** The rows that would take what is not given up, in the order in which it was found. */
  unfreed: number[];
  /** The lines of those, among the others, that would take what is kept by hand unless the file is to win over that. */
  kept: number[];
  /** When the others have their turn, and the rows that only give: those of one turn are done together. */
  turns: { line: number; turn: number }[];
}

/** The most rows of a chain that have one turn. */
const CHAIN_AT_ONCE = 500;

/**
 * Puts the rows that hand something over to each other in order. Each takes from one row at most and gives to one at most, so that they form
 * chains and rings. Those of a ring have one turn, however many they are: whichever is done first needs all others. A chain is cut where it is
 * long, and who gives comes before who takes. A row that is refused gives nothing to its own taker, which is refused as well, and so on.
 */
export function orderHandovers(takeovers: readonly Takeover[], chainAtOnce = CHAIN_AT_ONCE): Handovers {
  const takerOf = new Map<number, number>();
  const takers = new Set<number>();
  for (const { line, from } of takeovers) {
    takers.add(line);
    if (from !== null) takerOf.set(from, line);
  }
  const unfreed: number[] = [];
  for (const { line, from } of takeovers)
    if (from === null) for (const lost of chainFrom(line, takerOf)) unfreed.push(lost);
  const turns: Handovers['turns'] = [];
  const placed = new Set(unfreed);
  let turn = 0;
  for (const { from } of takeovers) {
    // A chain begins with whoever gives and takes nothing.
    if (from === null || takers.has(from)) continue;
    let length = 0;
    for (const line of chainFrom(from, takerOf)) {
      if (length++ % chainAtOnce === 0) turn += 1;
      turns.push({ line, turn });
      placed.add(line);
    }
  }
  for (const { line } of takeovers) {
    if (placed.has(line)) continue;
    turn += 1;
    for (const inRing of chainFrom(line, takerOf)) {
      turns.push({ line: inRing, turn });
      placed.add(inRing);
    }
  }
  return { unfreed, kept: [...keptFrom(takeovers, takerOf, new Set(unfreed))], turns };
}

function keptFrom(
  takeovers: readonly Takeover[],
  takerOf: ReadonlyMap<number, number>,
  unfreed: ReadonlySet<number>,
): Set<number> {
  const keeping = new Set(takeovers.flatMap(({ line, keeps }) => (keeps ? [line] : [])));
  const isTaking = (line: number | undefined): line is number =>
    line !== undefined && !unfreed.has(line) && !keeping.has(line);
  const kept = new Set<number>();
  for (const { line, fromKeeps } of takeovers) if (fromKeeps && isTaking(line)) kept.add(line);
  // A set goes on over what is added to it meanwhile.
  for (const line of kept) {
    const taker = takerOf.get(line);
    if (isTaking(taker)) kept.add(taker);
  }
  return kept;
}

/** Walks from a row to who takes from it, and on; once round where that is a ring. */
function* chainFrom(first: number, takerOf: ReadonlyMap<number, number>): Generator<number> {
  yield first;
  for (let line = takerOf.get(first); line !== undefined && line !== first; line = takerOf.get(line))
    yield line;
}
