import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import proto, { type temporal } from '@temporalio/proto';

/** The shape workflows have now; raised when a release changes it, and the histories of the former one stay. */
export const SHAPE = 'v2';

const HISTORIES = fileURLToPath(new URL('./histories', import.meta.url));

/** The ending of a history's file: protobuf as the server sends it, in lines of base64. */
const SUFFIX = '.history';
const { History } = proto.temporal.api.history.v1;

export interface RecordedHistory {
  /** `<shape>/<path>` */
  name: string;
  history: temporal.api.history.v1.History;
  /** Whom its payloads were sealed for; unset in histories from before they were sealed for anybody. */
  workflowId: string | undefined;
}

/** Tells whether the present shape has a history of the path already. */
export function isRecorded(name: string): boolean {
  return existsSync(fileOf(name));
}

/** Writes a history of the present shape, and never over another: what was recorded is what replays are held against. */
export async function writeHistory(
  name: string,
  workflowId: string,
  history: temporal.api.history.v1.IHistory,
): Promise<void> {
  // Some servers leave it out.
  history.events![0]!.workflowExecutionStartedEventAttributes!.workflowId = workflowId;
  for (const event of history.events ?? []) withoutIdentity(event);
  const text = Buffer.from(History.encode(history).finish()).toString('base64');
  await mkdir(path.join(HISTORIES, SHAPE), { recursive: true });
  await writeFile(fileOf(name), `${text.replaceAll(/.{120}/g, '$&\n')}\n`, { flag: 'wx' });
}

/** Reads every recorded history of every released shape. */
export async function recordedHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(HISTORIES, { recursive: true })).filter((file) => file.endsWith(SUFFIX));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const history = History.decode(
        Buffer.from(await readFile(path.join(HISTORIES, file), 'utf8'), 'base64'),
      );
      const started = history.events[0]?.workflowExecutionStartedEventAttributes;
      return { name: file.slice(0, -SUFFIX.length), history, workflowId: started?.workflowId || undefined };
    }),
  );
}

function fileOf(name: string): string {
  return path.join(HISTORIES, SHAPE, name + SUFFIX);
}

/** Removes the name of the machine and process that did something: it says nothing, and differs in every recording. */
function withoutIdentity(part: object): void {
  for (const [name, value] of Object.entries(part)) {
    if (/identity$/i.test(name) && value) (part as Record<string, unknown>)[name] = 'recorder';
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
      withoutIdentity(value);
  }
}
