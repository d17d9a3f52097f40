import { staffActor } from '../../domain/actor.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import { answerRemembered, type CommandIdentity } from '../commands.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { lateLists } from '../schema/index.ts';

export interface NewLateList {
  id: string;
  examSessionId: string;
  provinceCode: string;
  title: string;
  window: ExtraWindow;
  command: CommandIdentity;
}

/** Makes a list of late registration, with nobody on it yet, once per command. */
export async function makeLateList(
  db: Database,
  { window, command, ...list }: NewLateList,
  { account, at }: { account: string; at: Instant },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(lateLists).values({ ...list, ...window, version: 1, madeBy: account, madeAt: at });
    const accepted = { subject: subjectOf('late-list', list.id), answer: SUBMITTED };
    await answerRemembered(tx, command, accepted, { acceptedAt: at, aheadAt: null });
    await recordAudit(tx, {
      actor: staffActor(account),
      action: 'lateListMade',
      target: `late-list/${list.id}`,
      details: madeLateList({ ...list, ...window }),
      happenedAt: at,
    });
  });
}

/** Tells the audit log all that a list was made with. */
export function madeLateList({
  examSessionId,
  provinceCode: scope,
  title,
  opensAt,
  closesAt,
  payUntil,
}: Pick<NewLateList, 'examSessionId' | 'provinceCode' | 'title'> & ExtraWindow) {
  return {
    examSessionId,
    scope,
    title,
    opensAt: isoInstant(opensAt),
    closesAt: isoInstant(closesAt),
    payUntil: isoInstant(payUntil),
  };
}
