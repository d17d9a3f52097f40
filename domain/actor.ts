/** A candidate, by passport. */
export type CandidateActor = `passport/${string}`;

/**
 * The one who does something, in one form from the request to the audit row: a candidate by passport, staff by account, a
 * gateway by name, a timer, or a visitor who is not signed in. Codes only, no personal data.
 */
export type Actor = CandidateActor | `staff/${string}` | `gateway/${string}` | 'timer' | 'visitor';

export const TIMER = 'timer';
export const VISITOR = 'visitor';

export function candidateActor(passportId: string): CandidateActor {
  return `passport/${passportId}`;
}

export function staffActor(account: string): Actor {
  return `staff/${account}`;
}

/** The account that stands for an operator who is not named; nobody else's has its name (`isAccountName`). */
export const COMMAND_LINE_ACCOUNT = 'command-line';
/** Whoever runs a command of the platform without being named. */
export const COMMAND_LINE = staffActor(COMMAND_LINE_ACCOUNT);

export function gatewayActor(gateway: string): Actor {
  return `gateway/${gateway}`;
}

/**
 * Reads whom somebody means who looks for an actor: one in full, or what they know of it, an account of staff, the public id of a
 * passport or the name of a gateway.
 */
export function actorMeant(text: string): string {
  if (text.includes('/')) return plainReference(text);
  if (text === TIMER || text === VISITOR) return text;
  if (isPassportId(text)) return candidateActor(text.toLowerCase());
  return text === 'alipay' || text === 'payease' ? gatewayActor(text) : staffActor(text);
}

/**
 * Lists the two accounts of staff that somebody may mean who typed one: they are in small letters, which phones make
 * capitals of. Always two, so that a sign-in asks the same whatever is typed.
 */
export function accountsMeant(typed: string): string[] {
  return [typed, typed.toLowerCase()];
}

/** Lists the actors that somebody may mean likewise. */
export function actorsMeant(typed: string): string[] {
  return [...new Set(accountsMeant(typed).map(actorMeant))];
}

/** The ids that we make ourselves, which are written in small letters; the names of accounts are others'. */
const OWN_ID = /^(?!staff\/)(.*\/)([0-9a-f-]{20,})$/i;

/** Reads a reference such as `passport/<id>`, whatever the case in which its id was copied. */
export function plainReference(text: string): string {
  return text.replace(OWN_ID, (_, kind: string, id: string) => kind + id.toLowerCase());
}

/** Tells whether a text is a passport's public id. */
export function isPassportId(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}

/** The name of the header in which a page says for whom it was rendered. */
export const ACTING_FOR = 'X-Acting-For';

/** The name in the query by which a plain link says the same. */
export const FOR = 'for';

/** Builds that header. An account may be in any script, a header may not. */
export function actingFor(actor: Actor): { [ACTING_FOR]: string } {
  return { [ACTING_FOR]: encodeURI(actor) };
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
