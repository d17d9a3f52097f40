/**
 * The oldest browsers that the candidates' site works in, by the first digits of their versions; see docs/adr. The syntax of
 * the build is lowered to it, and `check-floor.ts` holds everything else that the site uses against it.
 */
export const FLOOR = { chrome: 87, safari: 14, firefox: 78 } as const;

/** The same in the form of Vite's build targets. */
export const FLOOR_TARGETS = Object.entries(FLOOR).map(([name, version]) => `${name}${version}`);
