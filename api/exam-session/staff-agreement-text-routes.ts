import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { changeAgreementText, readAgreementText } from '../../db/exam-session/change-agreement-text.ts';
import { readScopeVersion } from '../../db/exam-session/change-setting.ts';
import { listAgreementTexts, textCursor } from '../../db/exam-session/list-agreement-texts.ts';
import { readAgreementTexts } from '../../db/exam-session/read-agreement-texts.ts';
import { deleteAgreementText } from '../../db/exam-session/delete-from-catalogue.ts';
import { COUNTRY } from '../../db/exam-session/settings-versions.ts';
import {
  AGREEMENT_KINDS,
  type AgreementText,
  textsInForce,
} from '../../domain/exam-session/agreement-texts.ts';
import { TEXT_KIND_WORDS } from '../../domain/exam-session/text-words.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { notFoundFor } from '../http/errors.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
} from '../http/list-export.ts';
import { isCursorMoment, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { previewQuery, settingsAnswerSchema, versionQuery } from './setting-schemas.ts';
import { requireScope, settingRequest, settingsAnswer } from './settings-answer.ts';
import { textDifference } from './text-difference.ts';
import {
  againstQuery,
  agreementTextListSchema,
  agreementTextVersionSchema,
  type listedTextSchema,
  setAgreementTextSchema,
  textParam,
  textsFilter,
  textsQuery,
} from './text-schemas.ts';

/** Routes by which agreement texts are listed, compared and set. */
export function staffAgreementTextRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const read = { tags: ['staff'], ...requireStaff(deps, 'settings.read') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/agreement-texts',
        summary: 'Versions of agreement, pledge, terms and privacy policy',
        request: { query: textsQuery },
        responses: { 200: json(agreementTextListSchema), ...problems },
      }),
      async (c) => {
        const { limit, after, order, ...filter } = c.req.valid('query');
        const { sort } = filter;
        const [version, all, rows] = await Promise.all([
          readScopeVersion(db, COUNTRY),
          readAgreementTexts(db),
          listAgreementTexts(db, {
            ...filter,
            descending: order === 'desc',
            after: keysetFrom(after, ([by]) => sort !== 'publishedAt' || isCursorMoment(by)),
            limit: limit + 1,
          }),
        ]);
        const { shown, nextCursor } = pageOf(rows, limit, (last) => keysetCursor(textCursor(sort, last)));
        const missing = AGREEMENT_KINDS.filter((kind) => all.every((text) => text.kind !== kind));
        const texts = shown.map(listedText(textsInForce(all, clock.now())));
        return c.json({ version, texts, missing, nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'agreement-texts'),
        path: '/staff/agreement-texts/exports',
        request: { query: exportQuery(textsFilter) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const inForce = textsInForce(await readAgreementTexts(db), clock.now());
        return answerExport(c, deps, {
          list: 'agreement-texts',
          query,
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            listAgreementTexts(reader, { ...query, descending: query.order === 'desc', after, limit }),
          cursorOf: (last) => textCursor(query.sort, last),
          shown: (rows) => rows.map(listedText(inForce)),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/agreement-texts/{kind}/{version}',
        summary: 'One version of a text, and how it differs from an earlier one, word by word',
        request: { params: textParam, query: againstQuery },
        responses: { 200: json(agreementTextVersionSchema), ...problems },
      }),
      async (c) => {
        const { kind, version } = c.req.valid('param');
        const { against } = c.req.valid('query');
        const text = await readAgreementText(db, { kind, version });
        if (!text) throw notFoundFor(text);
        const earlier =
          against === undefined
            ? versionBefore(await readAgreementTexts(db), text)
            : await readAgreementText(db, { kind, version: against });
        if (against !== undefined && !earlier) throw notFoundFor(earlier);
        return c.json(
          {
            kind,
            version,
            title: { zh: text.titleZh, en: text.titleEn },
            body: { zh: text.bodyZh, en: text.bodyEn },
            publishedAt: isoInstant(text.publishedAt),
            against: earlier?.version ?? null,
            difference: earlier && {
              zh: textDifference(earlier.bodyZh, text.bodyZh, 'zh'),
              en: textDifference(earlier.bodyEn, text.bodyEn, 'en'),
            },
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'agreements.change'),
        method: 'put',
        path: '/staff/agreement-texts/{kind}/{version}',
        summary: 'Add a version of a text, or change one that is not published yet',
        request: { params: textParam, query: previewQuery, body: jsonBody(setAgreementTextSchema) },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        requireScope(c, '*');
        const { title, body, publishedAt, ...form } = c.req.valid('json');
        const text: AgreementText = {
          ...c.req.valid('param'),
          titleZh: title.zh,
          titleEn: title.en,
          bodyZh: body.zh,
          bodyEn: body.en,
          publishedAt: Date.parse(publishedAt),
        };
        const request = settingRequest(c, clock, form, c.req.valid('query'));
        return c.json(settingsAnswer(await changeAgreementText(deps, text, request), 'version'), 200);
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'agreements.change'),
        method: 'delete',
        path: '/staff/agreement-texts/{kind}/{version}',
        summary: 'Delete a version of a text that is not in force yet',
        request: { params: textParam, query: versionQuery },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        requireScope(c, '*');
        const request = settingRequest(c, clock, c.req.valid('query'));
        const outcome = await deleteAgreementText(db, c.req.valid('param'), request);
        return c.json(settingsAnswer(outcome, 'version'), 200);
      },
    );
}

/** Shows texts in a list that says which ones are in force. */
function listedText(inForce: readonly AgreementText[]) {
  return ({ kind, version, titleZh, titleEn, publishedAt }: AgreementText) => ({
    kind,
    version,
    title: { zh: titleZh, en: titleEn },
    publishedAt: isoInstant(publishedAt),
    isInForce: inForce.some((text) => text.kind === kind && text.version === version),
  });
}

/** Finds the version of a text that was published last before another one. */
function versionBefore(texts: readonly AgreementText[], text: AgreementText): AgreementText | null {
  const earlier = texts.filter(
    ({ kind, publishedAt }) => kind === text.kind && publishedAt < text.publishedAt,
  );
  return earlier.toSorted((one, other) => other.publishedAt - one.publishedAt)[0] ?? null;
}

const COLUMNS: ExportColumn<z.infer<typeof listedTextSchema>>[] = [
  ...codeColumns<z.infer<typeof listedTextSchema>>('文本', 'Text', TEXT_KIND_WORDS, ({ kind }) => kind),
  ['版本', 'Version', ({ version }) => version],
  ['中文标题', 'Title in Chinese', ({ title }) => title.zh],
  ['英文标题', 'Title in English', ({ title }) => title.en],
  ['生效时间', 'In force from', ({ publishedAt }) => momentCell(publishedAt)],
  ['生效中', 'In force', ({ isInForce }) => isInForce],
];
