import type { ShownRegistration } from '../../db/registration/read-shown.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { findCampus, type Season } from '../../domain/exam-session/season.ts';
import type { ApiDependencies } from '../context.ts';

/**
 * Gives the season by which a registration is shown. Its orders may be of earlier registrations, at campuses whose
 * versions did not come with the record: one that is unknown here is asked for.
 */
export async function shownSeason(
  { seasons }: Pick<ApiDependencies, 'seasons'>,
  { record, orders, extraWindow, versions }: ShownRegistration,
): Promise<Season> {
  const { examSessionId } = record;
  const season = await seasons.at(examSessionId, versions);
  const unknown = orders
    .flatMap(({ lines }) => lines.map(({ campus }) => campus))
    .filter((code) => findCampus(season, code) === null);
  const known = unknown.length === 0 ? null : await seasons.present(examSessionId, unknown);
  return seasonFor(known ?? season, extraWindow);
}
