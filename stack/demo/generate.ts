import { writeFile } from 'node:fs/promises';
import { demoRollCsv, demoScoresCsv } from './files.ts';

/** Makes the committed demo files again: node stack/demo/generate.ts */
await writeFile(new URL('./roll.csv', import.meta.url), demoRollCsv());
await writeFile(new URL('./scores.csv', import.meta.url), demoScoresCsv());
