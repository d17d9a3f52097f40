import { z } from 'zod';
import { createStateFile, readStateFile, savedInstant } from '../shared/state-file.ts';

const textSchema = z.object({
  id: z.string(),
  to: z.string(),
  text: z.string(),
  receivedAt: savedInstant,
});
export type SentText = z.infer<typeof textSchema>;

/** The newest texts that the sandbox received. */
export interface TextStore {
  /** Adds a text; resolves once it survives a restart. A text repeated under its id is kept once. */
  add(text: SentText): Promise<void>;
  /** Lists texts, newest first. */
  list(filter: { to?: string | undefined; limit: number }): SentText[];
  save(): Promise<void>;
}

export async function openTextStore(statePath: string | undefined, maxTexts: number): Promise<TextStore> {
  const texts = (await readStateFile(statePath, z.array(textSchema))) ?? [];
  const file = createStateFile(statePath, () => texts);
  return {
    async add(text) {
      if (texts.some(({ id }) => id === text.id)) return;
      texts.push(text);
      if (texts.length > maxTexts) texts.splice(0, texts.length - maxTexts);
      await file.save();
    },
    list: ({ to, limit }) =>
      texts
        .filter((text) => to === undefined || text.to === to)
        .slice(-limit)
        .toReversed(),
    save: () => file.save(),
  };
}
