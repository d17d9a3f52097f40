import { scopesBehind, type ScopeVersions, type Season } from '../../domain/exam-session/season.ts';
import { chooseCurrent } from '../../domain/exam-session/current-exam-session.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { type Calendar, isOlder, readCalendar, readCalendarVersions } from './read-calendar.ts';
import { readSeason, renewSeason } from './read-season.ts';
import { readVersions } from './settings-versions.ts';

/** The seasons kept; the one that was wanted longest ago goes first. */
const MAX_SEASONS = 20;
/** The renewals after which a season is given up; two bring one up to date: that under way, and the next. */
const MAX_RENEWALS = 5;
/** The most scopes that are read by name at a time; when more have changed, all are read anew. */
const MAX_RENEWED = 500;

/**
 * What staff have set, kept in this process as one immutable value per exam session. Every answer says as of which
 * versions it is wanted: those that came with the record it is wanted for. So nothing is shown or decided by settings
 * older than its record, and nobody has to be told of a change.
 */
export interface Seasons {
  /** Gives the season of an exam session as this process knows it, however old; null when there is no such one. */
  known(examSessionId: string): Promise<Season | null>;
  /** Gives a season no older than these versions. @throws Error when there is no such exam session */
  at(examSessionId: string, versions: ScopeVersions): Promise<Season>;
  /** Gives a season no older than these versions if it is at hand; null when it is not. */
  atHand(examSessionId: string, versions: ScopeVersions): Season | null;
  /** Asks for the present versions around some places, and gives a season no older; null when there is no such one. */
  present(examSessionId: string, codes?: Iterable<string>): Promise<Season | null>;
  /** Lists the exam sessions with the windows of the country and its provinces, and their exam times, as they are now. */
  calendar(): Promise<Calendar>;
  /** Reads the current season before it is asked for, so that nobody waits for it in a rush. */
  warmUp(now: Instant): Promise<void>;
}

interface Kept {
  season: Season;
  /** The newest versions that anybody waits for; the next renewal reads them all. */
  wanted: Partial<Record<Scope, number>>;
  /** The renewal under way; those who need another one wait for it first. */
  renewing: Promise<void> | null;
  /** True once there is no such exam session any more. */
  isGone: boolean;
}

export function createSeasons(db: Database): Seasons {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<Kept | null>>();
  let calendar: Calendar | null = null;
  let readingCalendar: Promise<Calendar> | null = null;

  async function read(examSessionId: string): Promise<Kept | null> {
    const season = await readSeason(db, examSessionId);
    if (!season) return null;
    const oldest = kept.keys().next();
    if (kept.size >= MAX_SEASONS && !oldest.done) kept.delete(oldest.value);
    const entry: Kept = { season, wanted: {}, renewing: null, isGone: false };
    kept.set(examSessionId, entry);
    return entry;
  }

  /** Finds a season that is kept, and notes that it was wanted. */
  function find(examSessionId: string): Kept | undefined {
    const known = kept.get(examSessionId);
    if (!known) return undefined;
    kept.delete(examSessionId);
    kept.set(examSessionId, known);
    return known;
  }

  function entryOf(examSessionId: string): Promise<Kept | null> | Kept {
    const known = find(examSessionId);
    if (known) return known;
    const underWay = reading.get(examSessionId);
    if (underWay) return underWay;
    const started = read(examSessionId).finally(() => reading.delete(examSessionId));
    reading.set(examSessionId, started);
    return started;
  }

  async function renew(entry: Kept): Promise<void> {
    const behind = scopesBehind(entry.season, entry.wanted);
    entry.wanted = {};
    const { id } = entry.season.examSession;
    const renewed = await (behind.length <= MAX_RENEWED
      ? renewSeason(db, entry.season, behind)
      : readSeason(db, id));
    if (renewed) entry.season = renewed;
    else entry.isGone = true;
    if (entry.isGone && kept.get(id) === entry) kept.delete(id);
  }

  /** @returns null when the exam session has gone meanwhile */
  async function upTo(entry: Kept, versions: ScopeVersions): Promise<Season | null> {
    for (let renewals = 0; !entry.isGone; renewals += 1) {
      const behind = scopesBehind(entry.season, versions);
      if (behind.length === 0) return entry.season;
      if (renewals === MAX_RENEWALS)
        throw new Error(`the settings of ${entry.season.examSession.id} are not to be had: ${behind[0]}`);
      for (const scope of behind)
        entry.wanted[scope] = Math.max(entry.wanted[scope] ?? 0, versions[scope] ?? 0);
      entry.renewing ??= renew(entry).finally(() => {
        entry.renewing = null;
      });
      await entry.renewing;
    }
    return null;
  }

  async function presentCalendar(): Promise<Calendar> {
    const versions = await readCalendarVersions(db);
    while (calendar === null || isOlder(calendar, versions)) {
      readingCalendar ??= readCalendar(db, calendar).finally(() => {
        readingCalendar = null;
      });
      calendar = await readingCalendar;
    }
    return calendar;
  }

  return {
    async known(examSessionId) {
      return (await entryOf(examSessionId))?.season ?? null;
    },

    async at(examSessionId, versions) {
      const entry = await entryOf(examSessionId);
      const season = entry && (await upTo(entry, versions));
      if (!season) throw new Error(`no exam session ${examSessionId}`);
      return season;
    },

    atHand(examSessionId, versions) {
      const season = find(examSessionId)?.season;
      return season && scopesBehind(season, versions).length === 0 ? season : null;
    },

    async present(examSessionId, codes = []) {
      const [entry, versions] = await Promise.all([
        entryOf(examSessionId),
        readVersions(db, examSessionId, codes),
      ]);
      return entry && upTo(entry, versions);
    },

    calendar: presentCalendar,

    async warmUp(now) {
      const current = chooseCurrent((await presentCalendar()).examSessions, now);
      if (current) await entryOf(current.id);
    },
  };
}
