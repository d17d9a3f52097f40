import type { OutboxMessage } from '../../domain/messages/message.ts';
import { renderText } from './texts.ts';
import { hasExpired } from './has-expired.ts';
import { messageWords } from './message-words.ts';
import { receiverOf } from './receiver.ts';
import type { RelayDependencies } from './dependencies.ts';

type TextMessage = Extract<OutboxMessage, { kind: 'text' }>;

/** Sends one text message, unless it has expired on the way. */
export async function deliverText(
  deps: RelayDependencies,
  id: string,
  message: TextMessage,
  onSent: (to: string) => void,
): Promise<void> {
  if (hasExpired(deps, message)) return;
  const receiver = await receiverOf(deps, id, message, 'mobile');
  if (receiver === null) return;
  const { to } = receiver;
  const words = await messageWords(deps, id, message.parameters);
  await deps.sms.send({ id, to, text: renderText(message.template, words) });
  onSent(to);
}
