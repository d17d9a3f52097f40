/** Lets much be done at once, or one thing alone. */
export function createTurnstile() {
  const underWay = new Set<Promise<unknown>>();
  let alone: Promise<unknown> = Promise.resolve();

  return {
    /** Does something beside others, once nothing is done alone. */
    async beside<Result>(work: () => Promise<Result>): Promise<Result> {
      for (let seen: unknown; seen !== alone; ) {
        seen = alone;
        await alone;
      }
      const done = work();
      underWay.add(done);
      try {
        return await done;
      } finally {
        underWay.delete(done);
      }
    },
    /** Does something once everything that was begun before is over, and before anything else begins. */
    async alone(work: () => Promise<void>): Promise<void> {
      const before = alone;
      const done = (async () => {
        await before;
        await Promise.allSettled(underWay);
        await work();
      })();
      alone = done.catch(() => undefined);
      await done;
    },
  };
}
