/** The people whom a change touches: how many, and some of them, by parts of their names. */
export interface Impact {
  count: number;
  first: { name: string; campus: string }[];
}

/** As many as are named beside a number of people: enough to know who they are. */
export const PEOPLE_NAMED = 5;

/**
 * The share of a number of people that may differ from what somebody saw: in a season the large ones move by the second
 * (docs/adr/0034-impact-of-settings.md).
 */
const TOLERATED_SHARE = 0.01;

/** Up to so many people each of them is to have been seen; beyond, their number may differ by a share. */
export const EACH_SEEN = 1 / TOLERATED_SHARE - 1;

/**
 * Tells whether somebody who was told of `seen` people knew whom they touch. A number below a hundred is the same or another
 * one, whether it has grown or shrunk.
 * @param seen undefined: they were told of nobody
 */
export function isImpactSeen(seen: number | undefined, count: number): boolean {
  return (
    seen === Number.POSITIVE_INFINITY || Math.abs(count - (seen ?? 0)) <= Math.floor(count * TOLERATED_SHARE)
  );
}
