import { z } from 'zod';
import { createStateFile, readStateFile, savedInstant } from '../shared/state-file.ts';

const messageSchema = z.object({
  id: z.string(),
  messageId: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  receivedAt: savedInstant,
});
export type MailboxMessage = z.infer<typeof messageSchema>;

/** The newest mails that the sandbox received. */
export interface MessageStore {
  /** Adds a mail; resolves once it survives a restart. */
  add(message: MailboxMessage): Promise<void>;
  find(id: string): MailboxMessage | undefined;
  /** Lists mails, newest first; `to` is one whole address, in any case. */
  list(filter: { to?: string | undefined; limit: number }): MailboxMessage[];
  save(): Promise<void>;
}

export async function openMessageStore(
  statePath: string | undefined,
  maxMessages: number,
): Promise<MessageStore> {
  const messages = (await readStateFile(statePath, z.array(messageSchema))) ?? [];
  const file = createStateFile(statePath, () => messages);
  return {
    add(message) {
      messages.push(message);
      if (messages.length > maxMessages) messages.splice(0, messages.length - maxMessages);
      return file.save();
    },
    find: (id) => messages.find((message) => message.id === id),
    list({ to, limit }) {
      const address = to?.toLowerCase();
      return messages
        .filter((message) => address === undefined || message.to.includes(address))
        .slice(-limit)
        .toReversed();
    },
    save: () => file.save(),
  };
}
