import { createHash } from 'node:crypto';
import type { TimelineRow } from '../../db/lookup/read-timeline.ts';
import { type Actor, actorParts, type ActorKind } from '../../domain/actor.ts';
import type { Season } from '../../domain/exam-session/season.ts';
import type { Language } from '../../domain/moments.ts';
import type { ReviewEvent } from '../../domain/review/events.ts';
import { GATEWAY_WORDS } from '../../domain/gateway-words.ts';
import { AUDIT_ACTION_WORDS } from '../../domain/staff/audit-words.ts';
import { type Corrections, eventWords, subjectNames } from '../registration/timeline-view.ts';

interface Words {
  zh: string;
  en: string;
}

/** What each event of a re-check is called. */
const REVIEW_EVENT_WORDS: Record<ReviewEvent['type'], Words> = {
  submitted: { zh: '资格复核：已提交', en: 'Re-check: submitted' },
  approved: { zh: '资格复核：复核通过', en: 'Re-check: approved' },
  rejected: { zh: '资格复核：复核失败', en: 'Re-check: rejected' },
  reset: { zh: '资格复核：撤回处理结果', en: 'Re-check: decision taken back' },
  expired: { zh: '资格复核：已失效', en: 'Re-check: lapsed' },
  passportRebound: { zh: '资格复核：已换绑到新的通行证', en: 'Re-check: moved to a new account' },
  deleted: { zh: '资格复核：已删除', en: 'Re-check: deleted' },
};

/** Tells each row of a timeline in plain words. */
export function timelineWords(season: Season, rows: TimelineRow[], corrections: Corrections): Words[] {
  const events = rows.flatMap((row) => (row.of === 'registration' ? [row.event] : []));
  const nameOf = subjectNames(season, events);
  return rows.map((row) => {
    if (row.of === 'registration') return eventWords(row.event, nameOf, corrections);
    if (row.of === 'review') return REVIEW_EVENT_WORDS[row.event.type];
    return AUDIT_ACTION_WORDS[row.action];
  });
}

const ACTOR_WORDS: Record<ActorKind, Words> = {
  candidate: { zh: '考生', en: 'candidate' },
  staff: { zh: '工作人员', en: 'staff' },
  gateway: { zh: '支付平台', en: 'payment platform' },
  timer: { zh: '系统（到期）', en: 'by itself (deadline)' },
  visitor: { zh: '未登录者', en: 'nobody signed in' },
};

/** Names who did something, for a file: with the account of staff, and of a candidate the beginning of the passport's id. */
export function actorText(actor: Actor, language: Language): string {
  const { kind, id } = actorParts(actor);
  const word = ACTOR_WORDS[kind][language];
  if (kind === 'gateway') return GATEWAY_WORDS[id as keyof typeof GATEWAY_WORDS]?.[language] ?? id;
  return [word, kind === 'candidate' ? id.slice(0, 8) : id].filter(Boolean).join(' ');
}

/** Computes the digest of a timeline: of where each row is, when, by whom, and what it says. */
export function timelineDigest(rows: TimelineRow[], words: Words[]): string {
  const told = rows.map(({ position, at, actor }, index) => [position, at, actor, words[index]?.zh]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
