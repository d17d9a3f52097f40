import { SCORED_LANGUAGE } from '../../../../../domain/subjects.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';

type GroupTitle = 'englishWritten' | 'otherWritten' | 'oral';

/** The sections of the page: 英语笔试, 小语种笔试 and 口试. Empty ones are left out. */
export function groupSubjects(rows: SubjectRow[]): { title: GroupTitle; rows: SubjectRow[] }[] {
  const titleOf = ({ subject }: SubjectRow): GroupTitle => {
    if (subject.mode === 'oral') return 'oral';
    return subject.language === SCORED_LANGUAGE ? 'englishWritten' : 'otherWritten';
  };
  const titles: GroupTitle[] = ['englishWritten', 'otherWritten', 'oral'];
  return titles
    .map((title) => ({ title, rows: rows.filter((row) => titleOf(row) === title) }))
    .filter((group) => group.rows.length > 0);
}
