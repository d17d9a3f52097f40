import { chooseCurrent } from '../../domain/exam-session/current-exam-session.ts';
import type { Season } from '../../domain/exam-session/season.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';

type Needs = Pick<ApiDependencies, 'seasons' | 'clock'>;

/**
 * Gives the season of the exam session named, or else of the current one, as this process knows it: whoever decides or
 * shows something by it gets a present one by the versions that come with the record. To candidates there are no drafts.
 * @throws ApiError EXAM_SESSION_UNKNOWN, NO_EXAM_SESSION until the first one opens
 */
export async function seasonNamed(deps: Needs, id: string | undefined): Promise<Season> {
  const season = await anySeasonNamed(deps, id);
  // One that has opened may still be known as the draft it was.
  const shown =
    season.examSession.state === 'draft' ? await deps.seasons.present(season.examSession.id) : season;
  if (!shown || shown.examSession.state === 'draft') throw new ApiError('EXAM_SESSION_UNKNOWN');
  return shown;
}

/** The same for staff, who set up drafts as well. */
export async function anySeasonNamed({ seasons, clock }: Needs, id: string | undefined): Promise<Season> {
  const chosen = id ?? chooseCurrent((await seasons.calendar()).examSessions, clock.now())?.id;
  if (chosen === undefined) throw new ApiError('NO_EXAM_SESSION');
  const season = await seasons.known(chosen);
  if (!season) throw new ApiError('EXAM_SESSION_UNKNOWN');
  return season;
}

/**
 * The same for what staff change: while several are open, nothing is changed in one that nobody named.
 * @throws ApiError EXAM_SESSION_NEEDED naming those that are open, EXAM_SESSION_UNKNOWN
 */
export async function seasonToChange(deps: Needs, id: string | undefined): Promise<Season> {
  if (id === undefined) await requireOneOpen(deps);
  return anySeasonNamed(deps, id);
}

/** The same for what needs people who have registered: there are none in a draft. */
export async function openedSeasonToChange(deps: Needs, id: string | undefined): Promise<Season> {
  if (id === undefined) await requireOneOpen(deps);
  return seasonNamed(deps, id);
}

async function requireOneOpen({ seasons }: Needs): Promise<void> {
  const { examSessions } = await seasons.calendar();
  const open = examSessions.filter(({ state }) => state === 'open').map((session) => session.id);
  if (open.length > 1)
    throw new ApiError('EXAM_SESSION_NEEDED', {
      fields: [{ path: 'query.examSession', code: 'required', values: open }],
    });
}

/**
 * Gives the season of the exam session named, or else of the current one, as it is now for the country and some places.
 * @throws ApiError EXAM_SESSION_UNKNOWN
 */
export async function presentSeason(
  deps: Needs,
  id: string | undefined,
  codes: Iterable<string> = [],
): Promise<Season> {
  const { examSession } = await seasonNamed(deps, id);
  const season = await deps.seasons.present(examSession.id, codes);
  if (!season) throw new ApiError('EXAM_SESSION_UNKNOWN');
  return season;
}
