import type { DomainErrorCode } from '../errors.ts';
import type { Mode, Subject } from '../subjects.ts';
import type { Instant, Period } from '../time.ts';
import type { Command, PresentEnds } from './commands.ts';
import { decide } from './decide/index.ts';
import { choosingRefusal } from './rules.ts';
import { isSettling, liveEntries, type Registration } from './state.ts';

export interface ActionFacts {
  registrationWindow: Period | null;
  transcriptWindows: Period[];
  graceMinutes: number;
  keepsLastWritten: boolean;
  oralNeedsWrittenPaid: boolean;
  ends: PresentEnds;
}

/** The actions open to a candidate: null for one that is possible now, else the code of the obstacle. */
export interface Actions {
  selectWritten: DomainErrorCode | null;
  selectOral: DomainErrorCode | null;
  payWritten: DomainErrorCode | null;
  payOral: DomainErrorCode | null;
  chooseTranscripts: DomainErrorCode | null;
  withdraw: DomainErrorCode | null;
}

/** Asks the rules that will decide, in advance, so that a button never promises anything that a command refuses. */
export function actionsOf(
  registration: Registration,
  facts: ActionFacts,
  catalogue: readonly Subject[],
  now: Instant,
): Actions {
  const select = selectRefusal(registration, facts, now);
  return {
    selectWritten: select,
    selectOral: select ?? oralRefusal(registration, facts, catalogue),
    payWritten: payRefusal(registration, 'written', facts, now),
    payOral: payRefusal(registration, 'oral', facts, now),
    chooseTranscripts: refusalOf(
      registration,
      { type: 'chooseTranscripts', choices: [], ...asked(registration, facts) },
      now,
    ),
    withdraw: refusalOf(registration, { type: 'withdraw', ...asked(registration, facts) }, now),
  };
}

/** Finds the reason why an entry cannot be cancelled now; null when it can. */
export function cancelRefusal(
  registration: Registration,
  entryId: string,
  facts: ActionFacts,
  now: Instant,
): DomainErrorCode | null {
  return refusalOf(registration, { type: 'cancelEntry', entryId, ...asked(registration, facts) }, now);
}

function selectRefusal(registration: Registration, facts: ActionFacts, now: Instant): DomainErrorCode | null {
  if (registration.withdrawing) return 'ORDER_SETTLING';
  return choosingRefusal(registration, facts.registrationWindow, now);
}

function oralRefusal(
  registration: Registration,
  { oralNeedsWrittenPaid }: ActionFacts,
  catalogue: readonly Subject[],
): DomainErrorCode | null {
  const orals = catalogue.filter(({ mode }) => mode === 'oral');
  const written = liveEntries(registration).filter(
    ({ mode, language, level }) =>
      mode === 'written' && orals.some((oral) => oral.language === language && oral.level === level),
  );
  if (written.length === 0) return 'WRITTEN_FIRST';
  return oralNeedsWrittenPaid && written.every((entry) => entry.state !== 'paid') ? 'WRITTEN_NOT_PAID' : null;
}

/**
 * Finds the reason why a mode cannot be paid now. A missing transcript choice is no obstacle: 支付 opens the chooser
 * first.
 */
function payRefusal(
  registration: Registration,
  mode: Mode,
  facts: ActionFacts,
  now: Instant,
): DomainErrorCode | null {
  if (registration.orders.some((order) => order.mode === mode && isSettling(order))) return 'ORDER_SETTLING';
  const refusal = refusalOf(
    registration,
    {
      type: 'openOrder',
      orderNo: '',
      mode,
      gateway: 'alipay',
      ...asked(registration, { ...facts, leavesOutNear: true }),
    },
    now,
  );
  return refusal === 'TRANSCRIPT_NOT_CHOSEN' ? null : refusal;
}

function asked<Facts>(registration: Registration, facts: Facts) {
  return {
    commandId: '',
    requestHash: '',
    passportId: registration.passportId ?? '',
    facts: { ...facts },
  };
}

function refusalOf(registration: Registration, command: Command, now: Instant): DomainErrorCode | null {
  const decision = decide(registration, command, now);
  return decision.kind === 'refused' ? decision.code : null;
}
