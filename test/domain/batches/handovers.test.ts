import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderHandovers, type Takeover } from '../../../domain/batches/handovers.ts';

const COUNT = 12;
/** Rows that take from each other at random, as often as not from nobody in the file; at most one takes from each. */
const files = fc
  .record({
    from: fc.shuffledSubarray(
      Array.from({ length: COUNT }, (_, line) => line),
      { minLength: COUNT, maxLength: COUNT },
    ),
    keeps: fc.array(fc.boolean(), { minLength: COUNT, maxLength: COUNT }),
    takes: fc.array(fc.constantFrom('another', 'another', 'nobody', 'nothing'), {
      minLength: COUNT,
      maxLength: COUNT,
    }),
  })
  .map(({ from, takes, keeps }) =>
    from.flatMap((other, line): Takeover[] => {
      if (takes[line] === 'nothing' || other === line) return [];
      return [
        {
          line,
          from: takes[line] === 'nobody' ? null : other,
          keeps: keeps[line]!,
          fromKeeps: keeps[other]!,
        },
      ];
    }),
  );

const NOT_BY_HAND = { keeps: false, fromKeeps: false };

describe('rows that hand something over to each other', () => {
  it('have their turn once, with or after whom they take from, and only where that one is not refused', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 4 }), (takeovers, atOnce) => {
        const { unfreed, kept, turns } = orderHandovers(takeovers, atOnce);
        const turnOf = new Map(turns.map(({ line, turn }) => [line, turn]));
        expect(turnOf.size).toBe(turns.length);
        const refused = new Set(unfreed);
        for (const { line, from } of takeovers) {
          const isRefused = from === null || refused.has(from);
          expect(refused.has(line)).toBe(isRefused);
          expect(turnOf.has(line)).toBe(!isRefused);
          expect(isRefused || Number(turnOf.get(from)) <= Number(turnOf.get(line))).toBe(true);
        }
        const keptOf = new Set(kept);
        for (const { line, from, keeps, fromKeeps } of takeovers)
          expect(keptOf.has(line)).toBe(
            !refused.has(line) && !keeps && (fromKeeps || (from !== null && keptOf.has(from))),
          );
        const takers = new Set(takeovers.map(({ line }) => line));
        const givers = new Set(takeovers.map(({ from }) => from));
        for (const { line } of turns) expect(takers.has(line) || givers.has(line)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('have one turn in a ring, and are cut in a chain', () => {
    const ring = Array.from({ length: 7 }, (_, line) => ({ line, from: (line + 1) % 7, ...NOT_BY_HAND }));
    expect(new Set(orderHandovers(ring, 3).turns.map(({ turn }) => turn)).size).toBe(1);
    const chain = ring.slice(0, -1);
    expect(orderHandovers(chain, 3).turns).toEqual([
      { line: 6, turn: 1 },
      { line: 5, turn: 1 },
      { line: 4, turn: 1 },
      { line: 3, turn: 2 },
      { line: 2, turn: 2 },
      { line: 1, turn: 2 },
      { line: 0, turn: 3 },
    ]);
  });

  it('are put in order at once, be a chain as long as a file', () => {
    const chain = Array.from({ length: 300_000 }, (_, line) => ({ line, from: line + 1, ...NOT_BY_HAND }));
    expect(orderHandovers(chain).turns).toHaveLength(300_001);
    expect(orderHandovers([...chain, { line: 300_000, from: null, ...NOT_BY_HAND }]).unfreed).toHaveLength(
      300_001,
    );
  });
});
