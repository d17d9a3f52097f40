import { IMPORT_WORKS } from '../../activities/imports/works.ts';
import { stepBatch } from '../../activities/batches/step-batch.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createVault } from '../../db/vault.ts';

/** Does a batch's next step in a process of its own, which a test can kill: its database, keys, id and the time. */
const [url = '', keys = '', id = '', now = ''] = process.argv.slice(2);
const { db, close } = connectDatabase(url, { poolSize: 1 });
const needs = { db, vault: createVault(JSON.parse(keys)), clock: { now: () => Number(now) } };
await stepBatch(needs, IMPORT_WORKS, id, () => {});
await close();
