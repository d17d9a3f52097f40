import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type ProofRecord, storeProof } from '../../db/staff/proofs.ts';
import {
  isCutOff,
  MAX_PROOF_BYTES,
  PROOF_TYPES,
  type ProofType,
  proofTypeOf,
} from '../../domain/staff/proof.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { fileAnswer, fileBody } from '../http/files.ts';
import { instantSchema } from '../http/schemas.ts';

/** The body of an upload of a proof. */
export const proofBody = fileBody('JPEG, PNG or PDF, at most 5 MB');

export const proofSchema = z
  .object({
    id: z.uuid(),
    type: z.enum(PROOF_TYPES),
    byteCount: z.int(),
    uploadedBy: z.string(),
    uploadedAt: instantSchema,
  })
  .openapi('Proof');

/** The answer with a proof's file. */
export const proofFile = fileAnswer(
  'The file, to be kept; browsers are told never to show it themselves',
  PROOF_TYPES,
);

/** Tells whether a path takes proofs: their bodies are as long as files are. */
export function takesProofs(path: string): boolean {
  return path.startsWith('/api/staff/') && path.endsWith('/proofs');
}

/**
 * Takes a proof as it arrives, no more of it than a proof may have.
 * @param about the thing that it is for, e.g. `candidate/<id>`
 * @throws ApiError PROOF_EMPTY, PROOF_TOO_LARGE, PROOF_KIND, PROOF_CUT_OFF
 */
export async function takeProof(
  { db, vault, clock }: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  c: Context,
  { about, account }: { about: string; account: string },
): Promise<ProofRecord> {
  const bytes = await bodyOf(c);
  if (bytes.length === 0) throw new ApiError('PROOF_EMPTY');
  const type = proofTypeOf(bytes);
  if (type === null) throw new ApiError('PROOF_KIND');
  if (isCutOff(bytes, type)) throw new ApiError('PROOF_CUT_OFF');
  return storeProof(db, vault, { id: randomUUID(), about, type, bytes, uploadedBy: account }, clock.now());
}

async function bodyOf(c: Context): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_PROOF_BYTES) throw new ApiError('PROOF_TOO_LARGE');
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > MAX_PROOF_BYTES) throw new ApiError('PROOF_TOO_LARGE');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const ENDINGS: Record<ProofType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

/** Answers with a proof as a file: what somebody sent in is never shown as a page of ours. */
export function answerProof(c: Context, id: string, { type, bytes }: { type: ProofType; bytes: Buffer }) {
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="proof-${id.slice(0, 8)}.${ENDINGS[type]}"`,
    'X-Content-Type-Options': 'nosniff',
  }) as never;
}

export function proofView({ uploadedAt, ...proof }: ProofRecord): z.infer<typeof proofSchema> {
  return { ...proof, uploadedAt: isoInstant(uploadedAt) };
}
