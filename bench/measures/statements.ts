import { setTimeout as delay } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { registrations } from '../../db/schema/index.ts';
import { StopList } from '../../stack/processes/stop-list.ts';
import { accepted, candidateOf } from '../candidate.ts';
import type { Filled } from '../databases.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { atMost, type Measure } from '../measure.ts';
import { countsOf, listStatements } from '../statements/list-statements.ts';
import { startCountedPlatform } from '../statements/counted-platform.ts';

const LIMIT = { each: 12, all: 60 };
const SEATS = 10;
const POLL_MS = 50;

/** Counts the SQL statements of a paid registration at the driver; there is no noise in them. */
export const statements: Measure = {
  id: '3a',
  title: 'SQL statements of a paid registration, API and activity together',
  async run({ platform, signal }) {
    const stops = new StopList();
    try {
      const counted = await startCountedPlatform(platform.servers, stops);
      const { own, addresses } = counted;
      const place = await fillPlace(own, { capacity: SEATS });
      const listed = await listStatements(counted, async () => {
        const [person] = await fillPeople(own, place, 1);
        if (!person) throw new Error('nobody was filled in');
        const candidate = candidateOf(addresses, place, person);
        return {
          save: async () => accepted(await candidate.save()),
          select: async () => accepted(await candidate.select()),
          chooseTranscript: async () => accepted(await candidate.chooseTranscript()),
          openOrder: async () => accepted(await candidate.openOrder()),
          pay: candidate.pay,
          becomesPaid: () => becomesPaid(own, person.candidateId, signal),
        };
      });

      const counts = countsOf(listed);
      const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const row = (name: string, value: number) => ({
        id: '3a',
        name: `statements: ${name}`,
        value,
        unit: '',
      });
      return [
        ...Object.entries(counts).map(([name, count]) => atMost(row(name, count), LIMIT.each)),
        atMost(row('in all', all), LIMIT.all),
      ];
    } finally {
      await stops.stopAll(console.error);
    }
  },
};

async function becomesPaid({ db }: Filled, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [record] = await db
      .select({ stage: registrations.stage })
      .from(registrations)
      .where(eq(registrations.id, id));
    if (record?.stage === 'paid') return;
    await delay(POLL_MS, undefined, { signal });
  }
}
