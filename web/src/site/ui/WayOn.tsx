import { useLocation } from '@tanstack/react-router';
import type { ErrorCode } from '../../../../api/http/error-codes.ts';
import { useWords } from '../../i18n/index.ts';
import type { Words } from '../../i18n/zh.ts';
import { PATHS } from '../../lib/paths.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';

type Page =
  | 'home'
  | 'agreement'
  | 'eligibilityQuery'
  | 'registration'
  | 'transcripts'
  | 'orders'
  | 'profile'
  | 'review';

/** The page that the sentence of a refusal tells one to go to. */
const NAMED: Partial<Record<ErrorCode, Page | 'writtenSubjects'>> = {
  EXAM_SESSION_UNKNOWN: 'home',
  NO_EXAM_SESSION: 'home',
  REGISTRATION_NOT_FOUND: 'home',
  NOT_SAVED: 'home',
  ROLL_CHECK_NOT_OPEN: 'home',
  AGREEMENT_REQUIRED: 'agreement',
  AGREEMENT_OUTDATED: 'agreement',
  PROVINCE_REQUIRED: 'eligibilityQuery',
  NO_ROLL_MATCH: 'eligibilityQuery',
  EMAIL_TAKEN: 'profile',
  TEXT_EMAIL_UNVERIFIED: 'profile',
  PASSPORT_ALREADY_BOUND: 'registration',
  REGISTRATION_CLOSED: 'registration',
  SUBJECT_TAKEN: 'registration',
  LEVEL_TAKEN: 'registration',
  ALREADY_WAITING: 'registration',
  ENTRY_NOT_FOUND: 'registration',
  WAITLIST_ENTRY_NOT_FOUND: 'registration',
  WRITTEN_NOT_PAID: 'registration',
  ORAL_STILL_TAKEN: 'registration',
  LAST_WRITTEN_KEPT: 'registration',
  NOTHING_TO_PAY: 'registration',
  PAYMENT_CLOSED: 'registration',
  DEADLINE_TOO_NEAR: 'registration',
  TICKET_NOT_PAID: 'registration',
  TRANSCRIPT_NOT_CHOSEN: 'transcripts',
  ORDER_NOT_FOUND: 'orders',
  NOT_ELIGIBLE: 'review',
  WRITTEN_FIRST: 'writtenSubjects',
  REVIEW_NOT_NEEDED: 'writtenSubjects',
  REVIEW_APPROVED: 'writtenSubjects',
};

/** A link to the page that a refusal names, unless one is there already. */
export function WayOn({ code }: { code: string }) {
  const { t } = useWords();
  const { pathname: path, href } = useLocation();
  const page = NAMED[code as ErrorCode];
  if (!page) return null;
  if (page === 'writtenSubjects') {
    if (path.startsWith('/registration/subjects/written')) return null;
    return (
      <LinkButton to={PATHS.subjects} params={{ mode: 'written' }}>
        {t('titles.writtenSubjects')}
      </LinkButton>
    );
  }
  if (path === PATHS[page]) return null;
  // Whoever has accepted goes on where they were refused.
  if (page === 'agreement')
    return (
      <LinkButton to={PATHS.agreement} search={{ next: href }}>
        {t('titles.agreement')}
      </LinkButton>
    );
  const words: keyof Words['titles'] | null = page === 'home' ? null : page;
  return <LinkButton to={PATHS[page]}>{words ? t(`titles.${words}`) : t('common.home')}</LinkButton>;
}
