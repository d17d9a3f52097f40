/** A row that takes over what somebody else has. */
export interface Takeover {
  line: number;
  /** The line of the row by which that one gets something else; null where no good row of the file does that. */
  from: number | null;
}

/** How the rows of a file that hand something over to each other are done. */
export interface Handovers {
  /** The rows that would take what is not given up, in the order in which it was found. */
  unfreed: number[];
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
  return { unfreed, turns };
}

/** Walks from a row to who takes from it, and on; once round where that is a ring. */
function* chainFrom(first: number, takerOf: ReadonlyMap<number, number>): Generator<number> {
  yield first;
  for (let line = takerOf.get(first); line !== undefined && line !== first; line = takerOf.get(line))
    yield line;
}
