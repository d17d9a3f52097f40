import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import proto, { type temporal } from '@temporalio/proto';

export const HISTORIES = fileURLToPath(new URL('./histories', import.meta.url));

/** The ending of a history's file: protobuf as the server sends it, in lines of base64. */
const SUFFIX = '.history';
const { History } = proto.temporal.api.history.v1;

export interface RecordedHistory {
  /** `<shape>/<path>` */
  name: string;
  history: temporal.api.history.v1.History;
}

export async function writeHistory(place: string, history: temporal.api.history.v1.IHistory): Promise<void> {
  for (const event of history.events ?? []) withoutIdentity(event);
  const text = Buffer.from(History.encode(history).finish()).toString('base64');
  await writeFile(place + SUFFIX, `${text.replaceAll(/.{120}/g, '$&\n')}\n`);
}

/** Reads every recorded history of every released shape. */
export async function recordedHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(HISTORIES, { recursive: true })).filter((file) => file.endsWith(SUFFIX));
  return Promise.all(
    files.toSorted().map(async (file) => ({
      name: file.slice(0, -SUFFIX.length),
      history: History.decode(Buffer.from(await readFile(path.join(HISTORIES, file), 'utf8'), 'base64')),
    })),
  );
}

/** Removes the name of the machine and process that did something: it says nothing, and differs in every recording. */
function withoutIdentity(part: object): void {
  for (const [name, value] of Object.entries(part)) {
    if (/identity$/i.test(name) && value) (part as Record<string, unknown>)[name] = 'recorder';
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
      withoutIdentity(value);
  }
}
