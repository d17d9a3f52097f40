import type { OutboxMessage } from '../../db/schema/index.ts';
import { LINK_PATHS, renderMail } from './mails.ts';
import { messageWords } from './message-words.ts';
import { receiverOf } from './receiver.ts';
import type { RelayDependencies } from './dependencies.ts';

type MailMessage = Extract<OutboxMessage, { kind: 'mail' }>;

export async function deliverMail(deps: RelayDependencies, id: string, message: MailMessage): Promise<void> {
  const to = await receiverOf(deps, message, 'email');
  if (to === null) return;
  const words = await messageWords(deps, message.parameters);
  const path = LINK_PATHS[message.template];
  if (path) words.link = `${deps.publicUrl}${path}?token=${words.token}`;
  await deps.mailer.send({ id, to, ...renderMail(message.template, words) });
}
