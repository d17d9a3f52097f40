import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, candidates } from '../../../db/schema/index.ts';
import { staffActor } from '../../../domain/actor.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();

interface Photo {
  candidateId: string;
  photoId: string;
  state: string;
  reason: string | null;
  name: string;
}
interface List {
  photos: Photo[];
  counts: Record<string, number>;
}

/** A school whose roll has people with photos in two classes, and its admin. */
async function mintSchool(people = 3) {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const minted = [];
  for (let n = 0; n < people; n += 1) {
    const className = n === 0 ? '二班' : '一班';
    const candidate = await api.mint.candidate({ examSessionId, campus, roll: { className } });
    await api.mint.photo(candidate.id);
    minted.push(candidate.id);
  }
  const { account } = await api.mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
  const staff = await api.mint.staffSignIn(account);
  const query = `examSession=${examSessionId}`;
  const list = async (more = '') =>
    (await (await api.get(`/api/staff/photos?${query}${more}`, { staff })).json()) as List;
  return { examSessionId, campus, people: minted, account, staff, query, list };
}

const recorded = async (account: string) =>
  (
    await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.actor, staffActor(account)))
  ).map(({ action, details }) => ({ action, details }));

describe('a photo', () => {
  it('is listed masked by state, class and college, seen, and decided once seen', async () => {
    const { staff, query, list, account } = await mintSchool();
    const all = await list('&class=一班');
    expect(all.photos).toHaveLength(2);
    expect(all.counts).toEqual({ unreviewed: 2, accepted: 0, rejected: 0 });
    const [photo] = all.photos;
    expect(photo!.name).toContain('*');
    const path = `/api/staff/photos/${photo!.candidateId}`;
    const picture = await api.get(`${path}/picture`, { staff });
    expect(picture.headers.get('content-type')).toBe('image/png');
    const decide = (body: object) => api.post(`${path}/decision`, body, { staff });
    const rejected = await decide({ photoId: photo!.photoId, outcome: 'reject', reason: 'blurred' });
    expect(await rejected.json()).toMatchObject({ state: 'rejected', reason: 'blurred', decidedBy: account });
    expect((await list('&state=rejected')).photos.map(({ candidateId }) => candidateId)).toEqual([
      photo!.candidateId,
    ]);
    const file = await exportedFile(api, `/api/staff/photos/exports?${query}&state=rejected`, staff);
    expect(file.toString()).toContain('"不合格","rejected","照片模糊","blurred"');
    await api.mint.photo(photo!.candidateId);
    expect((await list('&class=一班')).counts).toEqual({ unreviewed: 2, accepted: 0, rejected: 0 });
    const late = await decide({ photoId: photo!.photoId, outcome: 'accept' });
    expect(await refusal(late)).toEqual({ status: 409, code: 'PHOTO_CHANGED' });
  });

  it('is decided with all others of a filter, if they are as many as were seen', async () => {
    const { staff, query, list, account, examSessionId, campus } = await mintSchool();
    const decide = (more: string, body: object) =>
      api.post(`/api/staff/photos/decisions?${query}${more}`, body, { staff });
    const wrong = await decide('&class=一班', { outcome: 'accept', seenCount: 3 });
    expect(await wrong.json()).toMatchObject({ code: 'COUNT_CHANGED', count: 2 });
    expect((await list()).counts).toEqual({ unreviewed: 3, accepted: 0, rejected: 0 });
    expect(await (await decide('&class=一班', { outcome: 'accept', seenCount: 2 })).json()).toEqual({
      count: 2,
    });
    expect((await list()).counts).toEqual({ unreviewed: 1, accepted: 2, rejected: 0 });
    expect(await recorded(account)).toEqual([
      {
        action: 'photosDecided',
        details: {
          outcome: 'accept',
          reason: null,
          scope: campus.schoolCode,
          filter: { className: '一班', state: 'unreviewed' },
          count: 2,
        },
      },
    ]);
    const clerk = await api.mint.staff({ role: 'collegeClerk', scope: `${campus.schoolCode}/别的学院` });
    const listed = await api.get(`/api/staff/photos?examSession=${examSessionId}`, {
      staff: await api.mint.staffSignIn(clerk.account),
    });
    expect(((await listed.json()) as List).photos).toEqual([]);
  });

  it('of the last exam session is reused by ID number and name, with its decision, unless it was rejected', async () => {
    const { campus, staff, examSessionId } = await mintSchool(0);
    const before = await api.mint.examSession();
    const photosOf = async (state: 'accepted' | 'rejected' | null) => {
      const person = api.mint.person();
      const old = await api.mint.candidate({ examSessionId: before.id, campus, person });
      if (state) {
        await api.mint.photo(old.id);
        const photoReason = state === 'rejected' ? ('blurred' as const) : null;
        await api.db
          .update(candidates)
          .set({ photoState: state, photoReason })
          .where(eq(candidates.id, old.id));
      }
      return (await api.mint.candidate({ examSessionId, campus, person })).id;
    };
    const [reused, ...others] = [
      await photosOf('accepted'),
      await photosOf('rejected'),
      await photosOf(null),
    ];
    const reuse = (body: object) =>
      api.post(`/api/staff/photos/reuse?examSession=${examSessionId}`, body, { staff });
    expect(await (await reuse({})).json()).toEqual({ count: 1 });
    expect(await refusal(await reuse({ seenCount: 2 }))).toEqual({ status: 409, code: 'COUNT_CHANGED' });
    expect(await (await reuse({ seenCount: 1 })).json()).toEqual({ count: 1 });
    const stateOf = async (id: string) => {
      const [row] = await api.db.select().from(candidates).where(eq(candidates.id, id));
      return row!.photoId === null ? null : row!.photoState;
    };
    expect(await stateOf(reused!)).toBe('accepted');
    for (const id of others) expect(await stateOf(id)).toBe(null);
  });
});
