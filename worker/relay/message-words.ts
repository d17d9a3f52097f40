import type { Database } from '../../db/connect.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import { listed } from '../../domain/text/listed.ts';
import type { Vault } from '../../db/vault.ts';

/** The words that fill a message: its parameters, and what was looked up for it. */
export interface MessageWords {
  [name: string]: string | number;
}

/** A mail in both languages, as it leaves. */
export interface Mail {
  subject: string;
  text: string;
}

const SECRETS = [
  ['token', 'sealedToken'],
  ['code', 'sealedCode'],
  ['reason', 'sealedReason'],
] as const;

/** Lists the codes of the subjects that a message is about. */
export function codesIn(parameters: MessageWords): string[] {
  return String(parameters.subjects ?? parameters.subject ?? '')
    .split(',')
    .filter(Boolean);
}

/** Replaces subjects' codes by their names, in each language, and sealed secrets by the secrets themselves. */
export async function messageWords(
  { db, vault }: { db: Database; vault: Vault },
  key: string,
  parameters: MessageWords,
): Promise<MessageWords> {
  const words: MessageWords = { ...parameters };
  const codes = codesIn(parameters);
  if (codes.length > 0) {
    const named = (await readSubjects(db)).filter(({ code }) => codes.includes(code));
    words.subjects = listed(
      named.map(({ nameZh }) => nameZh),
      'zh',
    );
    words.subjectsEn = listed(
      named.map(({ nameEn }) => nameEn),
      'en',
    );
  }
  if (typeof parameters.deadlineAt === 'number') words.deadline = beijingMoment(parameters.deadlineAt);
  for (const [secret, sealedAs] of SECRETS) {
    const sealed = parameters[sealedAs];
    if (typeof sealed === 'string') words[secret] = vault.open<string>(SEALED[sealedAs](key), sealed);
  }
  return words;
}

function beijingMoment(at: number): string {
  return formatBeijingTime(at).slice(0, 16);
}
