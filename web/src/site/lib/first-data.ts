import type { PATHS } from '../../lib/paths.ts';

type Page = keyof typeof PATHS;

/** The requests that a visit of a page begins with; `{name}` stands for the current exam session, or what the path says. */
export interface FirstData {
  anybody: string[];
  /** Of whoever may be signed in, besides. */
  signedIn: string[];
  /** Of whoever may be signed in and have a registration, besides. */
  registered: string[];
  /** Of everybody else, besides. */
  visitor: string[];
}

const REGISTRATION = '/api/registration?examSession={examSession}';
const AGREEMENTS = '/api/agreements?examSession={examSession}';

const OWN: Partial<Record<Page, string[]>> = {
  home: [AGREEMENTS],
  registration: [REGISTRATION],
  subjects: [REGISTRATION, '/api/registration/subjects?examSession={examSession}&mode={mode}'],
  transcripts: [REGISTRATION],
  payment: [REGISTRATION],
  timeline: [REGISTRATION],
};

/**
 * Names the requests that a page begins with, so that they are under way before the code that sends them is there. They are word
 * for word what `queries.ts` asks; `test/browser/any-browser.test.ts` fails for one that is sent twice.
 */
export function firstData(page: Page): FirstData {
  return {
    anybody: ['/api/exam-sessions'],
    signedIn: ['/api/me', ...(OWN[page] ?? [])],
    // Most people who come home have none yet; who has is known where they have been before.
    registered: page === 'home' ? [REGISTRATION] : [],
    visitor: page === 'home' ? ['/api/notices?scope=*'] : [],
  };
}
