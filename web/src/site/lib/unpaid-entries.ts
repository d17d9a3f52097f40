import type { Entry } from '../../lib/api-types.ts';

/**
 * Finds the entries that go at a moment unless they are paid. An oral whose written is being confirmed is none of them: it
 * cannot be paid before the answer, so nobody is to be hurried about it.
 */
export function unpaidEntries(entries: Entry[]): (Entry & { deadlineAt: string })[] {
  return entries.flatMap((entry) => {
    const { state, deadlineAt } = entry;
    const waits = entries.some((other) => other.state === 'settling' && isWrittenOf(other, entry));
    return state !== 'paid' && deadlineAt && !waits ? [{ ...entry, deadlineAt }] : [];
  });
}

/** Tells whether one entry is the written that belongs to another, an oral of the same language and level. */
export function isWrittenOf(
  { subject: written }: Pick<Entry, 'subject'>,
  { subject: oral }: Pick<Entry, 'subject'>,
): boolean {
  return (
    written.mode === 'written' &&
    oral.mode === 'oral' &&
    oral.level === written.level &&
    oral.language === written.language
  );
}
