import { randomUUID } from 'node:crypto';
import { createBatch, endUpload } from '../../db/batches/create-batch.ts';
import { orderBatch } from '../../db/batches/order-batch.ts';
import { storeFile } from '../../db/batches/store-file.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import type { BatchKind, BatchState } from '../../domain/batches/batch.ts';
import { MAX_PHOTO_ZIP_BYTES } from '../../domain/batches/file.ts';
import { photoZip, rollWorkbook } from '../batch-files.ts';
import { fillPlace } from '../fill.ts';
import { atMost, type Measure, type MeasureContext, type Row, stated } from '../measure.ts';
import { reaches } from '../reaches.ts';
import { watchMemory } from '../processes/peak-memory.ts';
import { median, rounded } from '../statistics.ts';
import { runFullPath } from './full-path-runs.ts';

/** Candidates who are under way at once: as many as take their time, not as many as the machine takes. */
const CANDIDATES = 4;
const ROWS_FOR_EACH_PHOTO = 10;
const SCHOOL = '99101';
const CHECK_LIMIT_S = 180;
const CANDIDATES_LIMIT_MS = 1_000;

/** Measures a school office's largest files: how long they take, in how much memory, and what candidates feel of them. */
export const batches: Measure = {
  id: '13b',
  title: 'a roll of 200,000 rows and a ZIP of 20,000 photos: time, memory, and candidates meanwhile',
  async run(context) {
    const { platform, options, say } = context;
    const { examSessionId, campusCode } = await fillPlace(platform, { capacity: 1 });
    const roll = () => rollWorkbook(campusCode, options.rows);
    const photos = Math.ceil(options.rows / ROWS_FOR_EACH_PHOTO);
    const figures: Row[] = [];
    const figure = (name: string, value: number, unit: string) => ({ id: '13b', name, value, unit });

    /** Waits for a batch's step to end; tells what it took. */
    async function step(name: string, begin: () => Promise<string>, end: BatchState) {
      const memory = watchMemory(platform.pids.worker);
      const from = performance.now();
      const id = await begin();
      const batch = await reaches(context, id, end);
      if (end === 'checked' && (batch.found?.bad ?? 0) > 0)
        throw new Error(`${batch.found?.bad} rows are bad`);
      const seconds = (performance.now() - from) / 1_000;
      const peak = memory.stop();
      say(`${name}: ${rounded(seconds)} s, the worker's memory at most ${rounded(peak)} MB`);
      figures.push(stated(figure(`${name}: the worker's memory at most`, peak, 'MB')));
      return { id, seconds };
    }
    const start = (id: string) => async () => {
      const outcome = await orderBatch(
        platform.db,
        { id, order: 'start', actor: COMMAND_LINE },
        platform.clock.now(),
      );
      if (outcome.kind !== 'done') throw new Error(`the batch is ${outcome.kind}`);
      return id;
    };
    const candidates = async (name: string) => {
      const { latencies } = await runFullPath({ ...context, options: { ...options, clients: CANDIDATES } });
      const p95 = Math.max(...Object.values(latencies).map((each) => each.p95));
      say(`candidates' slowest command ${name}: p95 ${rounded(p95)} ms`);
      return p95;
    };
    const beside = async (name: string) =>
      figures.push(
        atMost(figure(`candidates ${name}, p95`, await candidates(name), 'ms'), CANDIDATES_LIMIT_MS),
      );

    const { id: first, seconds } = await step(
      `${options.rows} rows of XLSX checked`,
      () => send(context, 'roll', examSessionId, 'roll.xlsx', roll()),
      'checked',
    );
    figures.push(atMost(figure(`${options.rows} rows of XLSX checked`, seconds, 's'), CHECK_LIMIT_S));

    const alone: number[] = [];
    for (let run = 0; run < options.runs; run++) alone.push(await candidates('alone'));
    figures.push(stated(figure('candidates alone, p95', median(alone), 'ms')));

    const running = step(`${options.rows} rows done beside candidates`, start(first), 'done');
    await beside('while rows are done');
    const done = await running;
    figures.push(stated(figure(`${options.rows} rows done beside candidates`, done.seconds, 's')));

    const again = step(
      'the same file checked again beside candidates',
      () => send(context, 'roll', examSessionId, 'roll.xlsx', roll()),
      'checked',
    );
    await beside('while a file is checked');
    await again;

    const zip = await step(
      `${photos} photos checked`,
      () => send(context, 'photos', examSessionId, 'photos.zip', photoZip(SCHOOL, photos)),
      'checked',
    );
    const kept = await step(`${photos} photos done`, start(zip.id), 'done');
    figures.push(stated(figure(`${photos} photos checked and done`, zip.seconds + kept.seconds, 's')));
    return figures;
  },
};

/** Sends a file in as the API does. @returns its batch */
async function send(
  { platform: { db, vault, clock } }: MeasureContext,
  kind: BatchKind,
  examSessionId: string,
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const id = randomUUID();
  const batch = { id, kind, examSessionId, scope: '*' as const, startedBy: COMMAND_LINE, fileName };
  await createBatch(db, vault, batch, clock.now());
  const kept = await storeFile(db, vault, id, { bytes, maxBytes: MAX_PHOTO_ZIP_BYTES });
  await endUpload(db, id, kept, clock.now());
  return id;
}
