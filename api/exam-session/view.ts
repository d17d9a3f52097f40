import type { CampusRecord } from '../../domain/exam-session/campus.ts';
import type { Subject } from '../../domain/subjects.ts';
import { bilingual, namedView } from '../http/views.ts';

export function campusView(campus: CampusRecord) {
  return { ...namedView(campus), school: namedView(campus.school) };
}

export function subjectView(subject: Subject) {
  const { code, language, level, mode } = subject;
  return { code, name: bilingual(subject), language, level, mode };
}
