type Ask = (goOn: () => void) => void;

const asking = new Set<Ask>();

/** Has a form ask before what is filled in is lost to something that is no navigation. Gives what ends that. */
export function askFirst(ask: Ask): () => void {
  asking.add(ask);
  return () => void asking.delete(ask);
}

/** Goes on once every form that is filled in has asked and may be dropped. */
export function onceNothingIsLost(goOn: () => void): void {
  [...asking].reduceRight<() => void>((next, ask) => () => ask(next), goOn)();
}
