import type { Database } from '../../db/connect.ts';
import { readCatalogue } from '../../db/exam-session/read-catalogue.ts';
import { openReason } from '../../db/staff/sealed-reason.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import type { Vault } from '../../db/vault.ts';

/** The words that fill a message: its parameters, and what was looked up for it. */
export interface MessageWords {
  [name: string]: string | number;
}

/** Replaces subjects' codes by their names, and sealed secrets by the secrets themselves. */
export async function messageWords(
  { db, vault }: { db: Database; vault: Vault },
  parameters: MessageWords,
): Promise<MessageWords> {
  const words: MessageWords = { ...parameters };
  const codes = String(parameters.subjects ?? parameters.subject ?? '')
    .split(',')
    .filter(Boolean);
  if (codes.length > 0) {
    const named = (await readCatalogue(db)).filter(({ code }) => codes.includes(code));
    words.subjects = named.map(({ nameZh, nameEn }) => `${nameZh} ${nameEn}`).join('、');
  }
  if (typeof parameters.deadlineAt === 'number') words.deadline = beijingMoment(parameters.deadlineAt);
  for (const secret of ['token', 'code'] as const) {
    const sealed = parameters[secret === 'token' ? 'sealedToken' : 'sealedCode'];
    if (typeof sealed === 'string') words[secret] = vault.open<string>('outbox', sealed);
  }
  if (typeof parameters.sealedReason === 'string')
    words.reason = openReason(vault, parameters.sealedReason) ?? '';
  return words;
}

function beijingMoment(at: number): string {
  return formatBeijingTime(new Date(at)).slice(0, 16);
}
