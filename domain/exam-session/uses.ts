import type { CodeWords } from '../cells/export-cell.ts';

/** What keeps a place, or a draft of an exam session, from being deleted: each kind of thing that belongs to it. */
export const USE_WORDS = {
  schools: { zh: '{count} 所学校', en: 'schools: {count}' },
  campuses: { zh: '{count} 个校区', en: 'campuses: {count}' },
  rolls: { zh: '{count} 条学籍', en: 'entries of rolls: {count}' },
  offerings: { zh: '{count} 个开考科目', en: 'subjects offered: {count}' },
  windows: { zh: '{count} 项时间', en: 'windows: {count}' },
  notices: { zh: '{count} 条通告', en: 'notices: {count}' },
  accounts: { zh: '{count} 个工作人员账号', en: 'accounts of staff: {count}' },
  batches: { zh: '{count} 个批次', en: 'batches: {count}' },
  lateLists: { zh: '{count} 份补报名名单', en: 'lists of late registration: {count}' },
  writtenFrom: { zh: '{count} 个到其考笔试的其他校区', en: 'campuses whose candidates sit here: {count}' },
  registrations: { zh: '{count} 个报名', en: 'registrations: {count}' },
  reviews: { zh: '{count} 条复核', en: 're-checks: {count}' },
} satisfies CodeWords;

/** How many things of each kind belong to something; kinds that there are none of are left out. */
export type Uses = Partial<Record<keyof typeof USE_WORDS, number>>;
