import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readNames } from '../../db/dashboard/read-names.ts';
import { readPaymentStatistics } from '../../db/dashboard/payment-statistics.ts';
import type { Reader } from '../../db/reader.ts';
import {
  addedUp,
  type PaymentGroup,
  paymentGroupsOf,
  type PaymentRow,
  sortedPayments,
} from '../../domain/dashboard/payment-statistics.ts';
import { isScopeInside, type Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { ApiError } from '../http/errors.ts';
import { answerExport, type ExportColumn, exporting, exportQuery, yuanCell } from '../http/list-export.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems } from '../http/schemas.ts';
import { type paymentRowSchema, paymentsQuery, paymentStatisticsSchema } from './payment-schemas.ts';

type Shown = z.infer<typeof paymentRowSchema>;

/** 缴费统计: what is paid and what is not, by place, college, class or subject, with the sums. */
export function staffPaymentRoutes(deps: ApiDependencies) {
  const { db } = deps;

  /** Finds out what is asked for. @throws ApiError EXAM_SESSION_UNKNOWN, NOT_FOUND, INVALID_INPUT */
  async function wanted(c: Context<ApiEnv>, query: z.infer<typeof paymentsQuery>) {
    const { scope: own } = c.var.staff;
    const { inside, college, sort, order } = query;
    // Whoever has a college sees that one, and no more of its school.
    const scope = (inside as Scope | undefined) ?? own;
    if (!isScopeInside(scope, own)) throw new ApiError('NOT_FOUND', { isDenied: true });
    const groups = paymentGroupsOf(scope, college);
    const by = query.by ?? groups[0];
    if (by === undefined || !groups.includes(by))
      throw new ApiError('INVALID_INPUT', {
        fields: [{ path: 'query.by', code: 'invalid_value', values: [...groups] }],
      });
    const { examSession } = await anySeasonNamed(deps, query.examSession);
    return { examSessionId: examSession.id, scope, college, by, groups, sort, order };
  }

  async function shown(reader: Reader, by: PaymentGroup, rows: PaymentRow[]): Promise<Shown[]> {
    const nameOf = await readNames(
      reader,
      by,
      rows.flatMap(({ key }) => key ?? []),
    );
    return rows.map((row) => ({ ...row, name: row.key === null ? null : nameOf(row.key) }));
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'unpaid.read'),
        method: 'get',
        path: '/staff/payment-statistics',
        summary: 'Subjects that are paid and that are not, and their sums, in the scope or a place inside it',
        request: { query: paymentsQuery },
        responses: { 200: json(paymentStatisticsSchema), ...problems },
      }),
      async (c) => {
        const asked = await wanted(c, c.req.valid('query'));
        const { examSessionId, scope, by, groups } = asked;
        const rows = await shown(db, by, sortedPayments(await readPaymentStatistics(db, asked), asked));
        const { paid, unpaid, paidFen, unpaidFen } = addedUp(rows);
        const total = { paid, unpaid, paidFen, unpaidFen };
        return c.json({ examSessionId, scope, by, groups, rows, total }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'payment-statistics'),
        path: '/staff/payment-statistics/exports',
        request: { query: exportQuery(paymentsQuery) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const asked = await wanted(c, query);
        return answerExport(c, deps, {
          list: 'payment-statistics',
          query: { ...query, examSession: asked.examSessionId, by: asked.by },
          page: async (reader, after: number | undefined, limit) =>
            (await shown(reader, asked.by, sortedPayments(await readPaymentStatistics(reader, asked), asked)))
              .map((row, index) => ({ ...row, index }))
              .slice((after ?? -1) + 1)
              .slice(0, limit),
          cursorOf: ({ index }) => index,
          shown: (rows) => rows,
          columns: COLUMNS,
        });
      },
    );
}

const COLUMNS: ExportColumn<Shown>[] = [
  ['代码或名称', 'Code or name', ({ key }) => key],
  ['名称', 'Name', ({ name }) => name?.zh ?? null],
  ['已支付科次', 'Paid subjects', ({ paid }) => paid],
  ['未支付科次', 'Unpaid subjects', ({ unpaid }) => unpaid],
  ['已支付金额', 'Paid', ({ paidFen }) => yuanCell(paidFen)],
  ['未支付金额', 'Unpaid', ({ unpaidFen }) => yuanCell(unpaidFen)],
];
