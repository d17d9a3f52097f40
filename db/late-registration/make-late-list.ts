import { staffActor } from '../../domain/actor.ts';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { lateLists } from '../schema/index.ts';

export interface NewLateList {
  id: string;
  examSessionId: string;
  provinceCode: string;
  title: string;
  window: ExtraWindow;
}

/** Makes a list of late registration, with nobody on it yet. */
export async function makeLateList(
  db: Database,
  { window, ...list }: NewLateList,
  { account, at }: { account: string; at: Instant },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(lateLists).values({ ...list, ...window, version: 1, madeBy: account, madeAt: at });
    await recordAudit(tx, {
      actor: staffActor(account),
      action: 'lateListMade',
      target: `late-list/${list.id}`,
      details: {
        examSessionId: list.examSessionId,
        scope: list.provinceCode,
        opensAt: isoInstant(window.opensAt),
        closesAt: isoInstant(window.closesAt),
        payUntil: isoInstant(window.payUntil),
      },
      happenedAt: at,
    });
  });
}
