import { findOffering, type Season, windowsAround } from '../exam-session/season.ts';
import { effectiveWindow, transcriptWindows } from '../exam-session/windows.ts';
import { eligibilityIn, type RollFacts } from '../roll/eligibility.ts';
import type { Instant } from '../time.ts';
import type { ActionFacts } from './actions.ts';
import type { Command, OfferingFacts } from './commands.ts';
import { offeringFacts } from './offering-facts.ts';
import { campusesOf, presentEnds, registrationEnds } from './registration-ends.ts';
import type { Registration } from './state.ts';

/** A registration with what its commands are decided by that is no setting. */
export interface RegistrationOnRoll {
  registrationId: string;
  /** The campus it was saved for; before the first save that of the roll entry. */
  campusCode: string;
  registration: Registration;
  roll: RollFacts;
}

type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;
type WithoutFacts<Asked> = Asked extends unknown ? Omit<Asked, 'facts'> : never;

/** An offering that is asked for; whether a seat is left is no setting, and the transaction finds out by taking it. */
type OfferingAsked = Pick<OfferingFacts, 'offeringId' | 'seatAvailable'>;

/** A command as it is asked for, without anything that staff set. */
export type Request =
  | (Omit<CommandOf<'save'>, 'facts'> & { rollDigest: string })
  | (Omit<CommandOf<'selectSubjects'>, 'facts' | 'rows'> & {
      rows: (OfferingAsked & { entryId: string })[];
    })
  | (Omit<CommandOf<'joinWaitlist'>, 'facts' | 'row'> & OfferingAsked)
  | WithoutFacts<Exclude<Command, CommandOf<'save' | 'selectSubjects' | 'joinWaitlist'>>>;

/** Takes a command back to what was asked for. */
export function requestOf(command: Command): Request {
  if (!('facts' in command)) return command;
  const { facts, ...request } = command;
  switch (request.type) {
    case 'save':
      return { ...request, rollDigest: (facts as CommandOf<'save'>['facts']).rollDigest };
    case 'selectSubjects':
      return {
        ...request,
        rows: request.rows.map((row) => ({ ...askedIn(row), entryId: row.entryId })),
      };
    case 'joinWaitlist': {
      const { row, ...rest } = request;
      return { ...rest, ...askedIn(row) };
    }
    default:
      return request;
  }
}

function askedIn({ offeringId, seatAvailable }: OfferingFacts): OfferingAsked {
  return { offeringId, ...(seatAvailable !== undefined && { seatAvailable }) };
}

/** Lists the offerings that a request asks for. */
export function offeringsAsked(request: Request): number[] {
  if (request.type === 'selectSubjects') return request.rows.map(({ offeringId }) => offeringId);
  return request.type === 'joinWaitlist' ? [request.offeringId] : [];
}

/** Gathers the settings by which the actions of a registration are offered and decided. */
export function actionFactsOf(
  season: Season,
  { registrationId, campusCode, registration }: Omit<RegistrationOnRoll, 'roll'>,
): ActionFacts {
  const windows = windowsAround(season, ...campusesOf(registration, campusCode));
  const { graceMinutes, keepsLastWritten, oralNeedsWrittenPaid, holdMinutes } = season.examSession.settings;
  return {
    registrationWindow: effectiveWindow(windows, 'registration', campusCode),
    transcriptWindows: transcriptWindows(windows, campusCode),
    graceMinutes,
    keepsLastWritten,
    oralNeedsWrittenPaid,
    ends: presentEnds(windows, { registrationId, campusCode }, { registration, holdMinutes }),
  };
}

/**
 * Gives a request the facts of this moment: windows, settings, fees and eligibility. Whoever sent it may have said
 * anything.
 * @returns null when it asks for an offering that there is not
 */
export function withPresentFacts(
  request: Request,
  season: Season,
  onRoll: RegistrationOnRoll,
  now: Instant,
): Command | null {
  const facts = actionFactsOf(season, onRoll);
  const { registrationWindow, transcriptWindows: choosing, oralNeedsWrittenPaid } = facts;
  const { holdMinutes } = season.examSession.settings;
  const { registrationId, campusCode, roll } = onRoll;
  switch (request.type) {
    case 'save': {
      const { rollDigest, ...command } = request;
      const windows = windowsAround(season, campusCode);
      const hasEligibleSubject = eligibilityIn(season, roll).some(({ reason }) => reason === null);
      return {
        ...command,
        facts: {
          registrationWindow,
          rollDigest,
          hasEligibleSubject,
          ...registrationEnds(windows, { registrationId, campusCode }, now),
          holdMinutes,
        },
      };
    }
    case 'selectSubjects': {
      const candidate = { campusCode, eligibility: eligibilityIn(season, roll) };
      const rows = request.rows.flatMap((asked) => {
        const row = presentRow(season, candidate, asked);
        return row ? [{ ...row, entryId: asked.entryId }] : [];
      });
      if (rows.length < request.rows.length) return null;
      return {
        ...request,
        rows,
        facts: { registrationWindow, holdMinutes, oralNeedsWrittenPaid },
      };
    }
    case 'joinWaitlist': {
      const { offeringId: _, seatAvailable: __, ...command } = request;
      const row = presentRow(season, { campusCode, eligibility: eligibilityIn(season, roll) }, request);
      return row && { ...command, row, facts: { registrationWindow, oralNeedsWrittenPaid } };
    }
    case 'cancelEntry': {
      const { graceMinutes, keepsLastWritten } = facts;
      return { ...request, facts: { registrationWindow, graceMinutes, keepsLastWritten } };
    }
    case 'withdraw':
      return { ...request, facts: { registrationWindow } };
    case 'chooseTranscripts':
      return { ...request, facts: { transcriptWindows: choosing } };
    case 'openOrder':
      return { ...request, facts: { transcriptWindows: choosing, ends: facts.ends, leavesOutNear: true } };
    case 'leaveWaitlist':
    case 'setQuickPrint':
    case 'refreshOrder':
      return { ...request };
  }
}

function presentRow(
  season: Season,
  candidate: Parameters<typeof offeringFacts>[1],
  { offeringId, seatAvailable }: OfferingAsked,
): OfferingFacts | null {
  const offering = findOffering(season, offeringId);
  if (!offering) return null;
  return {
    ...offeringFacts(season, candidate, offering),
    ...(seatAvailable !== undefined && { seatAvailable }),
  };
}
