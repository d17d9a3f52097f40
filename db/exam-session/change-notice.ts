import { and, eq, sql } from 'drizzle-orm';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { notices } from '../schema/index.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { SHARED } from './settings-versions.ts';

export type Notice = typeof notices.$inferSelect;
export type NoticeText = Omit<Notice, 'id' | 'version' | 'scope'> & { scope: Scope };

export async function readNotice(db: Reader, id: number): Promise<Notice | null> {
  const [row] = await db.select().from(notices).where(eq(notices.id, id));
  return row ?? null;
}

/** Finds a notice by what makes it one: its scope and its Chinese title. */
export async function findNotice(
  db: Reader,
  { scope, titleZh }: Pick<NoticeText, 'scope' | 'titleZh'>,
): Promise<Notice | null> {
  const [row] = await db
    .select()
    .from(notices)
    .where(and(eq(notices.scope, scope), eq(notices.titleZh, titleZh)));
  return row ?? null;
}

/** Adds a notice; the same once more is there already. */
export async function addNotice(
  db: Database,
  notice: NoticeText,
  request: Omit<SettingRequest, 'version'>,
): Promise<SettingOutcome> {
  return changeSetting(
    db,
    {
      ...formOf(notice, (tx) => findNotice(tx, notice)),
      flaws: async (tx) => [
        ...(await flawsOf(tx, notice, null)),
        ...(notice.shownUntil !== null && notice.shownUntil <= request.at
          ? [{ code: 'NOTICE_ENDED' as const, at: notice.scope }]
          : []),
      ],
      write: async (tx) => {
        await tx.insert(notices).values(notice);
      },
    },
    { ...request, version: null },
  );
}

/** Changes a notice that there is. */
export async function changeNotice(
  db: Database,
  id: number,
  notice: NoticeText,
  request: SettingRequest,
): Promise<SettingOutcome> {
  return changeSetting(
    db,
    {
      ...formOf(notice, (tx) => readNotice(tx, id)),
      flaws: (tx) => flawsOf(tx, notice, id),
      write: async (tx) => {
        await tx
          .update(notices)
          .set({ ...notice, version: sql`${notices.version} + 1` })
          .where(eq(notices.id, id));
      },
    },
    request,
  );
}

/** Takes a notice away; its text stays in the audit log. */
export async function withdrawNotice(
  db: Database,
  id: number,
  request: SettingRequest,
): Promise<SettingOutcome> {
  const present = await readNotice(db, id);
  const gone = Object.fromEntries(
    Object.keys(present ? fieldsOf(present) : {}).map((field) => [field, null]),
  );
  const scope = (present?.scope ?? '*') as Scope;
  return changeSetting(
    db,
    {
      ...placeOf(scope, (tx) => readNotice(tx, id)),
      action: 'noticeWithdrawn',
      wanted: gone,
      flaws: async () => [],
      write: async (tx) => {
        await tx.delete(notices).where(eq(notices.id, id));
      },
    },
    request,
  );
}

/** @param id that of the notice; null for a new one */
async function flawsOf(tx: Transaction, notice: NoticeText, id: number | null): Promise<SettingFlaw[]> {
  const { scope: at, publishedAt, shownUntil } = notice;
  const same = await findNotice(tx, notice);
  return [
    ...(same && same.id !== id ? [{ code: 'NOTICE_EXISTS' as const, at }] : []),
    ...(shownUntil !== null && shownUntil <= publishedAt ? [{ code: 'NOTICE_ENDS_FIRST' as const, at }] : []),
  ];
}

type Find = (tx: Transaction) => Promise<Notice | null>;

function formOf(notice: NoticeText, find: Find) {
  return {
    ...placeOf(notice.scope, find),
    action: 'noticeSet' as const,
    actionIfNew: 'noticeAdded' as const,
    wanted: fieldsOf(notice),
  };
}

function placeOf(scope: Scope, find: Find) {
  return {
    owner: SHARED,
    scope,
    target: `notices/${scope}`,
    read: async (tx: Transaction) => {
      const found = await find(tx);
      return found && fieldsOf(found);
    },
    readVersion: async (tx: Transaction) => (await find(tx))?.version ?? 0,
  };
}

function fieldsOf({
  scope,
  titleZh,
  titleEn,
  bodyZh,
  bodyEn,
  publishedAt,
  shownUntil,
}: Omit<Notice, 'id' | 'version'>): SettingFields {
  return {
    scope,
    titleZh,
    titleEn,
    bodyZh,
    bodyEn,
    publishedAt: isoInstant(publishedAt),
    shownUntil: isoInstant(shownUntil),
  };
}
