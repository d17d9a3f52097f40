import { halfOf } from './exam-session-id.ts';
import type { SessionToOpen } from './session-to-open.ts';
import type { SettingFlaw } from './setting-flaws.ts';

/**
 * Names exams that begin outside the half of the year which the code of their exam session names: tickets carry the code. Where
 * all do, it is said once.
 */
export function examsOutsideHalf({ id, offerings, scope }: SessionToOpen): SettingFlaw[] {
  const half = halfOf(id);
  if (half === null) return [];
  const timed = offerings.flatMap(({ campusCode, subjectCode, examStartsAt }) =>
    examStartsAt === null ? [] : [{ at: `${campusCode}/${subjectCode}`, examStartsAt }],
  );
  const outside = timed.filter(
    ({ examStartsAt }) => examStartsAt < half.opensAt || examStartsAt >= half.closesAt,
  );
  const places =
    outside.length > 1 && outside.length === timed.length ? [scope] : outside.map(({ at }) => at);
  return places.map((at) => ({ code: 'EXAM_OUTSIDE_HALF', at, against: id }));
}

/** Names exams that are held at the same time and campus in another open exam session, and that one; where all are, once. */
export function examsHeldTwice({ offerings, scope, heldElsewhere = [] }: SessionToOpen): SettingFlaw[] {
  return [...new Set(heldElsewhere.map(({ examSessionId }) => examSessionId))].flatMap((against) => {
    const held = heldElsewhere.filter(({ examSessionId }) => examSessionId === against);
    const places =
      held.length > 1 && held.length === offerings.length
        ? [scope]
        : held.map(({ campusCode, subjectCode }) => `${campusCode}/${subjectCode}`);
    return places.map((at): SettingFlaw => ({ code: 'EXAM_HELD_TWICE', at, against }));
  });
}
