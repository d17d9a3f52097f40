import type { ScopeVersions, Season } from '../../domain/exam-session/season.ts';
import type { Reader } from '../reader.ts';
import type { Seasons } from './seasons.ts';
import { readVersions } from './settings-versions.ts';

/** Gives the season of an exam session, present for the country and some places. */
export type SeasonOf = (examSessionId: string, codes: string[]) => Promise<Season>;

/** The error that ends a transaction whose settings are newer than this process knows them. */
export class SeasonBehind extends Error {
  readonly examSessionId: string;
  readonly versions: ScopeVersions;
  constructor(examSessionId: string, versions: ScopeVersions) {
    super('the settings have changed');
    this.examSessionId = examSessionId;
    this.versions = versions;
  }
}

const MAX_ROUNDS = 5;

/**
 * Runs a transaction, and again with renewed settings when it finds them changed. They are not read inside it: that
 * would take a second connection while it holds the first.
 */
export async function withSeason<Result>(seasons: Seasons, run: () => Promise<Result>): Promise<Result> {
  for (let round = 1; ; round += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof SeasonBehind) || round === MAX_ROUNDS) throw error;
      await seasons.at(error.examSessionId, error.versions);
    }
  }
}

/** Gives the season as of versions read in a transaction. @throws SeasonBehind when it is not at hand */
export function seasonAt(seasons: Seasons, examSessionId: string, versions: ScopeVersions): Season {
  const season = seasons.atHand(examSessionId, versions);
  if (!season) throw new SeasonBehind(examSessionId, versions);
  return season;
}

/** Makes the function that gives present seasons inside a transaction. */
export function seasonsIn(tx: Reader, seasons: Seasons): SeasonOf {
  return async (examSessionId, codes) =>
    seasonAt(seasons, examSessionId, await readVersions(tx, examSessionId, codes));
}

/** Makes the function that gives present seasons outside a transaction. */
export function presentSeasons(seasons: Seasons): SeasonOf {
  return async (examSessionId, codes) => {
    const season = await seasons.present(examSessionId, codes);
    if (!season) throw new Error(`no exam session ${examSessionId}`);
    return season;
  };
}
