import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { importRoll } from '../../activities/imports/import-here.ts';
import { ROLL_COLUMNS } from '../../domain/roll/roll.ts';
import { xlsxPieces } from '../../gateways/tables/xlsx-file.ts';
import { importFixture } from '../support/import-fixture.ts';
import { mintRollCells } from '../support/roll-cells.ts';

/** The number of rows to measure an import with; without it nothing is measured. */
const ROWS = Number(process.env['IMPORT_ROWS'] ?? 0);
const MEGABYTE = 1024 * 1024;
const AN_HOUR = 3_600_000;

/** Measures how long a workbook of many rows takes to be checked and imported, and how much memory; nothing is asserted of it. */
it.runIf(ROWS > 0)(
  `a workbook of ${ROWS} rows`,
  async () => {
    const fixture = await importFixture();
    const school = await fixture.mintSchool();
    let count = 0;
    async function* rows() {
      for (let left = ROWS; left > 0; left -= 1_000)
        yield Array.from({ length: Math.min(1_000, left) }, () => {
          const cells = mintRollCells({
            campusCode: school.campusCode,
            idType: '其他',
            idNumber: `L${100_000_000 + count++}`,
          });
          return ROLL_COLUMNS.map(({ key }) => cells[key]);
        });
    }
    const heads = ROLL_COLUMNS.map(({ zh }) => zh);
    const pieces: Buffer[] = [];
    for await (const piece of xlsxPieces({ language: 'zh', heads, rows: rows(), about: () => [] }))
      pieces.push(piece);
    const source = { name: 'large.xlsx', bytes: Buffer.concat(pieces) };

    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const sampling = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 100);
    const delays = monitorEventLoopDelay({ resolution: 10 });
    delays.enable();
    const startedAt = performance.now();
    let checkedAt = startedAt;
    const report = await importRoll({
      ...fixture,
      source,
      examSessionId: school.examSessionId,
      onProgress: ({ phase }) => {
        if (phase === 'checking') checkedAt = performance.now();
      },
    });
    clearInterval(sampling);
    delays.disable();
    expect(report).toMatchObject({ imported: true, insertedCount: ROWS });
    process.stdout.write(
      `${JSON.stringify({
        rows: ROWS,
        fileMegabytes: Math.round(source.bytes.length / MEGABYTE),
        checkSeconds: Math.round((checkedAt - startedAt) / 1000),
        runSeconds: Math.round((performance.now() - checkedAt) / 1000),
        moreMemoryMegabytes: Math.round((most - before) / MEGABYTE),
        loopDelayMs: { p99: Math.round(delays.percentile(99) / 1e6), max: Math.round(delays.max / 1e6) },
      })}\n`,
    );
  },
  AN_HOUR,
);
