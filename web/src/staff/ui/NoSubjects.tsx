import { useConsoleWords } from '../lib/console-words.ts';
import { STAFF_PAGES } from '../lib/pages.ts';
import { wordsOf } from '../lib/words-of.ts';
import { StaffLink } from './StaffLink.tsx';

const useNoSubjectsWords = wordsOf(
  { none: '科目目录中还没有科目，请先添加：' },
  { none: 'The catalogue has no subjects yet. Add them first: ' },
);

/** Takes the place of a choice of subjects before there is any, and leads to where they are made. */
export function NoSubjects() {
  const words = useNoSubjectsWords();
  const { pages } = useConsoleWords();
  return (
    <p className="muted">
      {words.none}
      <StaffLink to={STAFF_PAGES.subjects.path}>{pages.subjects}</StaffLink>
    </p>
  );
}
