import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium, HOW_TO_GET_CHROMIUM } from '../../stack/tools/chromium.ts';
import { accepted, candidateOf } from '../candidate.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { atMost, type Measure, notMeasured, type Row } from '../measure.ts';
import { median } from '../statistics.ts';
import { type FirstVisit, firstVisit, PROCESSOR_SLOWER } from './first-visit.ts';

const REACH = { bytes: 200 * 1024, skeletonMs: 1_000, usableMs: 3_000 };

const PAGES = [
  { name: 'home', path: '/', signedIn: false },
  { name: 'sign-in', path: '/sign-in', signedIn: false },
  { name: 'home, signed in', path: '/', signedIn: true },
  { name: 'registration', path: '/registration', signedIn: true },
  { name: 'subjects', path: '/registration/subjects/written', signedIn: true },
];

/** Measures what a candidate's first visit costs on a slow phone: bytes, and times by the page's own marks. */
export const candidatePage: Measure = {
  id: '10',
  title: `candidate pages at first sight, on fast 3G with a processor ${PROCESSOR_SLOWER} times slower`,
  async run({ platform, options, signal, say }) {
    const executablePath = findChromium();
    if (!executablePath)
      return [notMeasured({ id: '10', name: 'candidate pages', unit: '' }, HOW_TO_GET_CHROMIUM)];
    const place = await fillPlace(platform, { capacity: 100 });
    const [person] = await fillPeople(platform, place, 1);
    if (!person) throw new Error('nobody was filled in');
    accepted(await candidateOf(platform.addresses, place, person).save());

    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    try {
      const rows: Row[] = [];
      for (const page of PAGES) {
        const visits: FirstVisit[] = [];
        for (let run = 0; run < options.runs; run += 1) {
          signal.throwIfAborted();
          visits.push(
            await firstVisit(
              browser,
              platform.addresses.publicUrl,
              page.path,
              page.signedIn ? { session: person.session, registered: place.examSessionId } : null,
            ),
          );
        }
        const of = (figure: keyof FirstVisit) => median(visits.map((one) => one[figure]));
        say(
          `${page.name}: ${of('bytes')} bytes, ${Math.round(of('skeletonMs'))} ms, ${Math.round(of('usableMs'))} ms`,
        );
        const row = (what: string, figure: keyof FirstVisit, unit: string) =>
          atMost(
            { id: '10', name: `${page.name}: ${what}`, value: Math.round(of(figure)), unit },
            REACH[figure],
          );
        rows.push(
          row('scripts and styles until it can be used, packed', 'bytes', 'bytes'),
          row('header and skeleton shown', 'skeletonMs', 'ms'),
          row('can be used', 'usableMs', 'ms'),
        );
      }
      return rows;
    } finally {
      await browser.close();
    }
  },
};
