import type { Vault } from '../../db/vault.ts';
import type { Mode } from '../../domain/subjects.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';

/** Long enough to go on in another browser, where the first one cannot save files. */
const LIFE_MS = 10 * MINUTE_MS;

const FORM = /^(?<registrationId>[0-9a-f-]{36})\.(?<mode>written|oral)\.(?<until>[0-9a-z]{1,11})\.[\w-]{43}$/;

/**
 * The token of an address that shows the tickets of one registration and mode for a while, and is good for nothing else.
 * It says nothing of the person, and nobody else can make one.
 */
export function quickPrintToken(
  vault: Vault,
  registrationId: string,
  mode: Mode,
  now: Instant,
): { token: string; expiresAt: Instant } {
  const expiresAt = now + LIFE_MS;
  const claim = `${registrationId}.${mode}.${expiresAt.toString(36)}`;
  return { token: `${claim}.${vault.blindIndex('quickPrint', claim)}`, expiresAt };
}

/** Reads a token: what it shows, or that it is over, or that it is none, which one cut short or altered is. */
export function readQuickPrintToken(
  vault: Vault,
  token: string,
  now: Instant,
): { registrationId: string; mode: Mode } | 'invalid' | 'over' {
  const { registrationId, mode, until } = FORM.exec(token)?.groups ?? {};
  if (!registrationId || !until) return 'invalid';
  const proof = vault.blindIndex('quickPrint', token.slice(0, token.lastIndexOf('.')));
  if (!token.endsWith(`.${proof}`)) return 'invalid';
  return Number.parseInt(until, 36) <= now ? 'over' : { registrationId, mode: mode as Mode };
}
