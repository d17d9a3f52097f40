import type { OutboxMessage } from '../../db/schema/index.ts';
import { renderText } from './texts.ts';
import { messageWords } from './message-words.ts';
import { receiverOf } from './receiver.ts';
import type { RelayDependencies } from './dependencies.ts';

type TextMessage = Extract<OutboxMessage, { kind: 'text' }>;

/** Sends one text message; a message that has expired on the way (`expiresAt`) is worth nothing and stays unsent. */
export async function deliverText(deps: RelayDependencies, id: string, message: TextMessage): Promise<void> {
  const { expiresAt } = message.parameters;
  if (typeof expiresAt === 'number' && deps.clock.now().getTime() >= expiresAt) return;
  const to = await receiverOf(deps, message, 'mobile');
  if (to === null) return;
  const words = await messageWords(deps, message.parameters);
  await deps.sms.send({ id, to, text: renderText(message.template, words) });
}
