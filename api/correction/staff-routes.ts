import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { approvalRefusal } from '../../db/correction/approval-refusal.ts';
import { recordOpened } from '../../db/correction/record-opened.ts';
import { decideCorrection } from '../../db/correction/decide-correction.ts';
import {
  type CorrectionRecord,
  listCorrectionRecords,
  readCorrected,
  readCorrection,
} from '../../db/correction/read-correction.ts';
import { submitCorrection } from '../../db/correction/submit-correction.ts';
import { openCorrection } from '../../db/registration/correction-values.ts';
import { readPhotos, readPhotoTimes } from '../../db/roll/read-photo.ts';
import { readRollPerson } from '../../db/roll/roll-person.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { withdrawSubmission } from '../../db/staff/withdraw-submission.ts';
import { listProofs, readProof } from '../../db/staff/proofs.ts';
import { CORRECTED_FIELD_WORDS } from '../../domain/registration/corrected-field.ts';
import { PHOTO_TYPES } from '../../domain/roll/photo.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { fileAnswer } from '../http/files.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { idempotencyHeaders, json, jsonBody, problems } from '../http/schemas.ts';
import { answerProof, proofBody, proofFile, proofSchema, proofView, takeProof } from '../staff/proofs.ts';
import {
  readInScope,
  type SubmissionDesk,
  submissionRoutes,
  submitOnce,
} from '../staff/submission-routes.ts';
import {
  correctionListSchema,
  type correctionRowSchema,
  correctionSchema,
  submitCorrectionSchema,
} from './schemas.ts';
import { correctionRow, correctionView } from './view.ts';

const idParam = z.object({ id: z.uuid() });

/** Routes by which a school corrects what a saved registration says of its person: one submits, another decides. */
export function staffCorrectionRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const desk = correctionDesk(deps);
  const submit = { tags: ['staff'], ...requireStaff(deps, 'corrections.submit') };
  const decide = { tags: ['staff'], ...requireStaff(deps, 'corrections.decide') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...submit,
        method: 'post',
        path: '/staff/candidates/{id}/proofs',
        summary: 'Send in a proof for a candidate: it is handed in with a correction, within a day',
        request: { params: idParam, body: proofBody },
        responses: { 200: json(proofSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        if (!(await readRollPerson(db, vault, { id, scope })))
          throw notFoundFor(await readRollPerson(db, vault, { id, scope: '*' }));
        const proof = await takeProof(deps, c, { about: `candidate/${id}`, account });
        return c.json(proofView(proof), 200);
      },
    )
    .openapi(
      createRoute({
        ...submit,
        method: 'post',
        path: '/staff/corrections',
        summary: 'Submit a correction of a saved registration, with proofs, for a second person to decide',
        request: { headers: idempotencyHeaders, body: jsonBody(submitCorrectionSchema) },
        responses: { 200: json(correctionSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const { candidateId, photo, reason, proofs, name, idType, idNumber } = body;
        const cells = Object.fromEntries(
          Object.entries({ name, idType, idNumber }).filter(([, cell]) => cell !== undefined),
        ) as Partial<RollCells>;
        const { account, scope } = c.var.staff;
        const view = await submitOnce(c, deps, desk, { kind: 'correction', body }, async (id, command) => {
          const outcome = await submitCorrection(
            deps,
            { id, candidateId, cells, photo, reason, proofs, submittedBy: account, scope, command },
            clock.now(),
          );
          if (outcome.refusal === 'NOT_FOUND')
            throw notFoundFor(await readRollPerson(db, vault, { id: candidateId, scope: '*' }));
          if (outcome.refusal !== null) {
            const flaws = 'flaws' in outcome ? outcome.flaws : [];
            throw new ApiError(outcome.refusal, {
              extra: { flaws: flaws.map(({ column, code, message }) => ({ column, code, message })) },
            });
          }
        });
        return c.json(view, 200);
      },
    )
    .openapi(
      createRoute({
        ...decide,
        method: 'get',
        path: '/staff/corrections/{id}/proofs/{proof}',
        summary: 'A proof of a correction, to be kept as a file; who opened it is in the audit log',
        request: { params: idParam.extend({ proof: z.uuid() }) },
        responses: { 200: proofFile, ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id, proof: proofId } = c.req.valid('param');
        const { registrationId } = await readInScope(desk, id, scope);
        const proof = await readProof(db, vault, { id: proofId, boundTo: `correction/${id}` });
        if (!proof) throw notFoundFor(proof);
        await recordOpened(db, { action: 'proofOpened', registrationId, account }, clock.now());
        return answerProof(c, proofId, proof);
      },
    )
    .openapi(
      createRoute({
        ...decide,
        method: 'get',
        path: '/staff/corrections/{id}/photos/{which}',
        summary: 'The photo before or after a correction',
        request: { params: idParam.extend({ which: z.enum(['before', 'after']) }) },
        responses: { 200: fileAnswer('The photo', PHOTO_TYPES), ...problems },
      }),
      async (c) => {
        const { id, which } = c.req.valid('param');
        const record = await readInScope(desk, id, c.var.staff.scope);
        const { photoId } = openCorrection(vault, record)[which];
        const photo = photoId === null ? undefined : (await readPhotos(db, vault, [photoId])).get(photoId);
        if (!photo) throw notFoundFor(photo);
        return c.body(new Uint8Array(photo.image), 200, { 'Content-Type': photo.type });
      },
    )
    .route('/', submissionRoutes(deps, desk));
}

function correctionDesk({ db, vault, clock }: ApiDependencies) {
  return {
    name: 'corrections',
    permission: { read: 'corrections.decide', decide: 'corrections.decide' },
    summary: {
      list: 'Corrections of saved registrations in a state: those waiting longest first, decided ones newest first',
      one: 'One correction: old and new side by side, in full, with its proofs; who opened it is in the audit log',
      decision: 'Approve or reject, never by whoever submitted; of two people one decides',
    },
    schema: { one: correctionSchema, list: correctionListSchema },
    list: (reader, filter) => listCorrectionRecords(reader, filter),
    read: (id) => readCorrection(db, id),
    reasonPlace: SEALED.correctionReason,
    submissionOf: (record) => record,
    listed: (records) => records.map((record) => correctionRow(vault, record)),
    listView: (corrections, nextCursor) => ({ corrections, nextCursor }),
    columns: [
      ['学校', 'School', ({ schoolCode }) => schoolCode],
      ['姓名', 'Name', ({ name }) => name],
      ['证件号码', 'ID number', ({ idNumber }) => idNumber],
      [
        '更正项目',
        'Corrected',
        ({ fields }) => ({
          zh: fields.map((field) => CORRECTED_FIELD_WORDS[field].zh).join('、'),
          en: fields.map((field) => CORRECTED_FIELD_WORDS[field].en).join(', '),
        }),
      ],
    ],
    view: async (record, account) => {
      const { id, registrationId } = record;
      await recordOpened(db, { action: 'correctionOpened', registrationId, account }, clock.now());
      const found = await readCorrected(db, registrationId);
      const refusal = record.state === 'submitted' ? await approvalRefusal(db, vault, record, found) : null;
      const proofs = await listProofs(db, `correction/${id}`);
      const { before, after } = openCorrection(vault, record);
      const photoTimes = await readPhotoTimes(db, [before.photoId, after.photoId]);
      return correctionView({ db, vault }, record, { proofs, found, refusal, photoTimes }, account);
    },
    decide: (id, verdict, by) => decideCorrection(db, vault, id, verdict, by),
    withdraw: (id, by) => withdrawSubmission(db, 'corrections', id, by),
  } satisfies SubmissionDesk<
    'corrections',
    CorrectionRecord,
    z.infer<typeof correctionRowSchema>,
    typeof correctionSchema,
    typeof correctionListSchema
  >;
}
