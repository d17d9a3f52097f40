import { signInLinkKey } from '../../db/passport/ask-sign-in-link.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { hashToken, newToken } from '../../db/tokens.ts';
import type { Vault } from '../../db/vault.ts';
import type { SignInLinkAsked } from '../../domain/messages/message.ts';
import { SIGN_IN_LINK_LIFE_MINUTES } from '../../domain/passport/sign-in-link.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';

/** Makes the request for a new sign-in link. Its token is handed to the relay sealed, and to nobody else. */
export function newSignInLink(
  vault: Vault,
  of: Pick<SignInLinkAsked, 'account' | 'provinceCode'>,
  now: Instant,
): SignInLinkAsked {
  const token = newToken();
  const tokenHash = hashToken(vault, token);
  return {
    ...of,
    tokenHash,
    sealedToken: vault.seal(SEALED.sealedToken(signInLinkKey(tokenHash)), token),
    askedAt: now,
    expiresAt: now + SIGN_IN_LINK_LIFE_MINUTES * MINUTE_MS,
  };
}
