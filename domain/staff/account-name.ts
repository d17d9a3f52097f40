import { COMMAND_LINE_ACCOUNT } from '../actor.ts';

/** How names of accounts are written: they are read out, typed, and part of addresses. */
export const ACCOUNT_NAME = /^[a-z0-9][a-z0-9.-]{1,38}[a-z0-9]$/;

/** Tells whether somebody's account may have a name; the one under which an unnamed operator acts is nobody's. */
export function isAccountName(name: string): boolean {
  return ACCOUNT_NAME.test(name) && name !== COMMAND_LINE_ACCOUNT;
}
