import { useQuery } from '@tanstack/react-query';
import { STAFF_ROLES, type StaffRole } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { wordsOf } from '../../lib/words-of.ts';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { Chapter } from './Chapter.tsx';
import './handbook.css';

const useHandbookWords = wordsOf(
  { everyone: '登录和账号安全', chapters: '手册章节', chinese: '' },
  {
    everyone: 'Signing in',
    chapters: 'Chapters',
    chinese: 'The handbook is written in Chinese, which is what its readers use.',
  },
);

type ChapterName = StaffRole | 'everyone';

const CHAPTERS: readonly ChapterName[] = [...STAFF_ROLES, 'everyone'];

/** What each role does in the console, step by step: one's own role unless another chapter is chosen. */
export function HandbookPage() {
  const words = useHandbookWords();
  const frame = useConsoleWords();
  const { language } = useWords();
  const { data: me } = useQuery(staffMeQuery);
  const { values } = useSearch(['chapter']);
  const own: ChapterName = me?.role ?? 'everyone';
  const shown = CHAPTERS.find((chapter) => fileOf(chapter) === values.chapter) ?? own;
  const titleOf = (chapter: ChapterName) => (chapter === 'everyone' ? words.everyone : frame.roles[chapter]);
  return (
    <div className="page">
      <PageHead title={frame.pages.handbook}>
        {language !== 'zh' && <Notice tone="info">{words.chinese}</Notice>}
        <nav className="handbook-chapters" aria-label={words.chapters}>
          {[own, ...CHAPTERS.filter((chapter) => chapter !== own)].map((chapter) => (
            <StaffLink
              key={chapter}
              to={`${STAFF_PAGES.handbook.path}?chapter=${fileOf(chapter)}`}
              current={chapter === shown}
            >
              {titleOf(chapter)}
            </StaffLink>
          ))}
        </nav>
      </PageHead>
      <Chapter file={fileOf(shown)} />
    </div>
  );
}

/** The name of a chapter's file, without its ending. */
function fileOf(chapter: ChapterName): string {
  return chapter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
