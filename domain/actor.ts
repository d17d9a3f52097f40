/**
 * The one who does something, in one form from the request to the audit row: a candidate by passport, staff by account, a
 * gateway by name, a timer, or a visitor who is not signed in. Codes only, no personal data.
 */
export type Actor = `passport/${string}` | `staff/${string}` | `gateway/${string}` | 'timer' | 'visitor';

export const TIMER = 'timer';
export const VISITOR = 'visitor';

export function candidateActor(passportId: string): Actor {
  return `passport/${passportId}`;
}

export function staffActor(account: string): Actor {
  return `staff/${account}`;
}

export function gatewayActor(gateway: string): Actor {
  return `gateway/${gateway}`;
}

export type ActorKind = 'candidate' | 'staff' | 'gateway' | 'timer' | 'visitor';

const KINDS: Record<string, ActorKind> = {
  passport: 'candidate',
  staff: 'staff',
  gateway: 'gateway',
  timer: 'timer',
};

/** Takes an actor apart: its kind, and the passport id, account or gateway, which is empty for the others. */
export function actorParts(actor: Actor): { kind: ActorKind; id: string } {
  const [form = '', ...id] = actor.split('/');
  return { kind: KINDS[form] ?? 'visitor', id: id.join('/') };
}
