import type { SignInLinkAsked } from '../../domain/messages/message.ts';
import type { Database } from '../connect.ts';
import { leaveMessages } from '../messages/leave-message.ts';

/**
 * Leaves a request for a sign-in link to the relay. Nothing is looked up here, so that the answer is the same, and takes
 * equally long, whether there is such an account or not.
 */
export async function askSignInLink(db: Database, asked: SignInLinkAsked): Promise<void> {
  const key = signInLinkKey(asked.tokenHash);
  await leaveMessages(db, [
    { key, subject: key, message: { kind: 'signInLinkAsked', ...asked }, dueAt: asked.askedAt },
  ]);
}

/** The key of the message that asks for a link: what is sealed in it is sealed for that message. */
export function signInLinkKey(tokenHash: string): string {
  return `signInLink/${tokenHash}`;
}
