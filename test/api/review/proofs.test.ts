import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { auditLog, proofs } from '../../../db/schema/index.ts';
import { actingFor, staffActor } from '../../../domain/actor.ts';
import { MAX_REVIEW_PROOFS } from '../../../domain/review/proofs.ts';
import { MAX_PROOF_BYTES } from '../../../domain/staff/proof.ts';
import { startPlatform } from '../../support/platform.ts';
import { mintAsker, mintCet6Place, mintPending, mintReviewer } from '../../support/review-walk.ts';
import { accepted } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { db, mint } = platform;
const place = await mintCet6Place(platform);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const PICTURE = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer();

interface Listed {
  proofs: { id: string; type: string; byteCount: number; uploadedBy: string }[];
  code?: string;
}

async function ofSchool(scope = place.campus.schoolCode) {
  const reviewer = await mintReviewer(platform, { scope });
  async function send(method: string, path: string, body?: Buffer) {
    const token = await mint.staffSignIn(reviewer.account);
    return platform.app.request(`/api/staff/reviews/${path}`, {
      method,
      headers: {
        Cookie: `staff-session=${token}`,
        Origin: platform.publicUrl,
        ...actingFor(staffActor(reviewer.account)),
        ...(body && { 'Content-Type': 'application/octet-stream' }),
      },
      ...(body && { body: new Uint8Array(body) }),
    });
  }
  async function upload(id: string, body: Buffer) {
    const response = await send('POST', `${id}/proofs`, body);
    return { status: response.status, ...((await response.json()) as Listed) };
  }
  return { ...reviewer, send, upload };
}

describe('a proof', () => {
  it('is added while the re-check waits, seen and taken by those who decide, and who looked is kept', async () => {
    const { reviewId } = await mintPending(platform, place);
    const [sender, other] = [await ofSchool(), await ofSchool()];
    await sender.upload(reviewId, PICTURE);
    const { proofs: listed } = await sender.upload(reviewId, PDF);
    expect(listed).toMatchObject([
      { type: 'image/jpeg', byteCount: PICTURE.length, uploadedBy: sender.account },
      { type: 'application/pdf' },
    ]);
    expect(accepted(await other.open(reviewId)).proofs).toEqual(listed);
    const file = await other.send('GET', `${reviewId}/proofs/${listed[1]!.id}`);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="proof-[0-9a-f]{8}\.pdf"$/,
    );
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PDF);
    const [row] = await db.select().from(proofs).where(eq(proofs.id, listed[1]!.id));
    expect(row!.sealed.includes(PDF)).toBe(false);
    const kept = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `review/${reviewId}`));
    expect(kept.filter(({ action }) => action.startsWith('reviewProof'))).toMatchObject([
      { action: 'reviewProofAdded', actor: staffActor(sender.account) },
      { action: 'reviewProofAdded', details: { proofId: listed[1]!.id } },
      { action: 'reviewProofOpened', actor: staffActor(other.account), details: { proofId: listed[1]!.id } },
    ]);

    const elsewhere = await ofSchool((await mint.campus()).schoolCode);
    expect((await elsewhere.send('GET', `${reviewId}/proofs/${listed[1]!.id}`)).status).toBe(404);
    expect((await elsewhere.upload(reviewId, PDF)).status).toBe(404);
    const another = await mintPending(platform, place);
    expect((await other.send('GET', `${another.reviewId}/proofs/${listed[1]!.id}`)).status).toBe(404);
  });

  it('is refused by what it is: empty, too large, no picture and no PDF, one too many', async () => {
    const { reviewId } = await mintPending(platform, place);
    const sender = await ofSchool();
    expect(await sender.upload(reviewId, Buffer.alloc(0))).toMatchObject({ code: 'PROOF_EMPTY' });
    expect(await sender.upload(reviewId, Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject({
      status: 422,
      code: 'PROOF_KIND',
    });
    expect(await sender.upload(reviewId, Buffer.concat([PDF, Buffer.alloc(MAX_PROOF_BYTES)]))).toMatchObject({
      status: 413,
      code: 'PROOF_TOO_LARGE',
    });
    for (let count = 0; count < MAX_REVIEW_PROOFS; count += 1) await sender.upload(reviewId, PDF);
    expect(await sender.upload(reviewId, PDF)).toMatchObject({ status: 409, code: 'REVIEW_PROOFS_FULL' });
  });

  it('is removed by who sent it, and stays once the re-check is decided; it goes with a deleted one', async () => {
    const candidate = await mintPending(platform, place);
    const { reviewId } = candidate;
    const [sender, other] = [await ofSchool(), await ofSchool()];
    const wrong = (await sender.upload(reviewId, PICTURE)).proofs[0]!;
    const remove = async (who: typeof sender, id: string) =>
      (await (await who.send('DELETE', `${reviewId}/proofs/${id}`)).json()) as Listed;
    expect(await remove(other, wrong.id)).toMatchObject({ code: 'REVIEW_PROOF_NOT_YOURS' });
    expect(await remove(sender, wrong.id)).toEqual({ proofs: [] });
    const { proofs: kept } = await sender.upload(reviewId, PDF);
    accepted(await other.reject(reviewId));
    expect(await sender.upload(reviewId, PDF)).toMatchObject({ status: 409, code: 'REVIEW_DECIDED' });
    expect(await remove(sender, kept[0]!.id)).toMatchObject({ code: 'REVIEW_DECIDED' });
    accepted(await candidate.takeBack());
    expect(await db.select().from(proofs).where(eq(proofs.id, kept[0]!.id))).toEqual([]);
  });

  it('that came after the look stops a decision on what the school filed, and where one names what was seen', async () => {
    const [filer, other] = [await ofSchool(), await ofSchool()];
    const { id } = accepted(await filer.file(place, (await mintAsker(platform, place)).passport));
    const first = (await filer.upload(id, PDF)).proofs.map((proof) => proof.id);
    const second = (await filer.upload(id, PICTURE)).proofs.map((proof) => proof.id);
    const approve = (seen?: string[]) => other.decide(id, { outcome: 'approve', version: 1, proofs: seen });
    for (const seen of [undefined, [], first])
      expect(await approve(seen)).toMatchObject({ status: 409, code: 'REVIEW_CHANGED' });
    accepted(await approve(second));
  });
});
