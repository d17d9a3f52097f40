/** The characters that two secrets share only where one was made from the other: random keys do once in 10^15. */
const SHARED_RUN = 16;

/**
 * Tells whether one secret was made from another: equal, or with a run of characters of it anywhere, forward or backward. Turned,
 * reversed, cut in half or changed in a place, whoever has the one soon has the other.
 */
export function areAkin(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const runs = new Set(readingsOf(other).flatMap(runsOf));
  return formsOf(one)
    .flatMap(runsOf)
    .some((run) => runs.has(run));
}

/** The secret as it is, and its bytes in hex where it is their base64. */
function formsOf(secret: string): string[] {
  return [secret.toLowerCase(), Buffer.from(secret, 'base64').toString('hex')];
}

/** Each form forward, backward, and backward byte by byte. */
function readingsOf(secret: string): string[] {
  return formsOf(secret).flatMap((form) => [
    form,
    [...form].toReversed().join(''),
    (form.match(/../gs) ?? []).toReversed().join(''),
  ]);
}

function runsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - SHARED_RUN + 1) }, (_, start) =>
    text.slice(start, start + SHARED_RUN),
  );
}
