import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import { listRegistered, type RegisteredFilter } from '../../db/registration/list-registered.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { filledMail, mailValues, type WrittenMail } from '../../domain/messages/written-mail.ts';
import { maskName } from '../../domain/person/names.ts';
import { owedBy } from '../../domain/registration/owed.ts';
import { liveEntries } from '../../domain/registration/state.ts';
import type { ApiDependencies } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';

/**
 * Writes a mail as the first of a filter would get it, the name masked; null where there is nobody.
 * @param names the subjects that it names: of a reminder those that are owed, else all of them
 */
export async function exampleMail(
  deps: ApiDependencies,
  filter: RegisteredFilter,
  { mail, names }: { mail: WrittenMail; names: 'owed' | 'all' },
): Promise<{ subject: string; text: string } | null> {
  const { db, vault } = deps;
  const [[first], { examSession }, catalogue] = await Promise.all([
    listRegistered(db, { ...filter, limit: 1 }),
    anySeasonNamed(deps, filter.examSessionId),
    readSubjects(db),
  ]);
  if (!first) return null;
  const { id, personal, state } = first;
  const owes = owedBy(state);
  const codes = names === 'owed' && owes ? owes.subjects : liveEntries(state).map(({ subject }) => subject);
  return filledMail(
    mail,
    mailValues({
      name: maskName(openRollRow(vault, { id, personal }).name),
      examSession: { zh: examSession.nameZh, en: examSession.nameEn },
      subjects: catalogue
        .filter(({ code }) => codes.includes(code))
        .map(({ nameZh, nameEn }) => ({ zh: nameZh, en: nameEn })),
      amountFen: owes?.fen ?? null,
      deadlineAt: owes?.deadlineAt ?? null,
    }),
  );
}
