import { actorMeant, COMMAND_LINE_ACCOUNT, staffActor } from '../actor.ts';

/** How names of accounts are written: they are read out, typed, and part of addresses. */
export const ACCOUNT_NAME = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,38}[a-z0-9]$/;

/**
 * Tells whether somebody's account may have a name: not the one under which an unnamed operator acts, and none that whoever looks
 * for what was done reads as something else (`actorMeant`).
 */
export function isAccountName(name: string): boolean {
  return ACCOUNT_NAME.test(name) && name !== COMMAND_LINE_ACCOUNT && actorMeant(name) === staffActor(name);
}
