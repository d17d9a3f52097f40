import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import {
  type AccountRefusal,
  changeStaffAccount,
  createStaffAccount,
  resetStaffPassword,
  setStaffAccountDisabled,
} from '../../db/staff/change-staff-account.ts';
import {
  type AccountFilter,
  type KeptAccount,
  listStaffAccounts,
  readStaffAccount,
} from '../../db/staff/list-staff-accounts.ts';
import { listAccountChanges } from '../../db/staff/list-account-changes.ts';
import { newStaffLink } from '../../db/staff/staff-links.ts';
import { scopeExists } from '../../db/staff/scope-exists.ts';
import { openStaffEmail, staffEmailColumns } from '../../db/staff/staff-email.ts';
import {
  alwaysSecondFactor,
  keepsAccount,
  type RoleInScope,
  scopeFits,
} from '../../domain/staff/account-levels.ts';
import type { Reader } from '../../db/reader.ts';
import { ROLE_WORDS } from '../../domain/staff/role-words.ts';
import { STAFF_LINK_LIFE_MS } from '../../domain/staff/link-life.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { answerExport, codeColumns, type ExportColumn, exporting, exportQuery } from '../http/list-export.ts';
import { keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { outdated } from '../http/outdated.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import type { ApiTools } from '../tools.ts';
import {
  accountChangeSchema,
  accountDisabledSchema,
  accountParams,
  accountsFilter,
  accountsQuery,
  handedOverSchema,
  newAccountSchema,
  passwordResetSchema,
  staffAccountSchema,
  staffAccountsSchema,
} from './account-schemas.ts';
import { temporaryPassword } from './temporary-password.ts';

/** Routes by which each level keeps the accounts of the levels below it, in its scope. */
export function staffAccountRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'passwords'>) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'accounts.keep') };

  const emailOf = ({ account, sealedEmail }: Pick<KeptAccount, 'account' | 'sealedEmail'>) =>
    sealedEmail === null ? null : openStaffEmail(vault, account, sealedEmail);
  const view = (kept: KeptAccount): z.infer<typeof staffAccountSchema> => {
    const { sealedEmail: _, ...account } = kept;
    return { ...account, email: emailOf(kept) };
  };

  /** Decides how the owner of an account gets a password: by a link to its address, else a temporary one that is handed over. */
  async function newPassword(email: string | null | undefined, life: 'invitation' | 'reset') {
    const password = temporaryPassword();
    const passwordHash = await tools.passwords.hash(password);
    if (email == null) return { passwordHash, link: null, handedOver: password };
    const link = {
      ...newStaffLink(vault, 'password', clock.now() + STAFF_LINK_LIFE_MS[life]),
      email,
    };
    return { passwordHash, link, handedOver: null };
  }

  const list = (
    reader: Reader,
    keeper: StaffSession,
    { order, disabled, ...filter }: z.infer<typeof accountsFilter>,
    page: Pick<AccountFilter, 'after' | 'limit'>,
  ) =>
    listStaffAccounts(reader, keeper, {
      ...filter,
      ...page,
      disabled: disabled === undefined ? undefined : disabled === 'true',
      descending: order === 'desc',
    });

  /** Reads an account that is kept; others are answered as if they did not exist. @throws ApiError NOT_FOUND */
  async function readKept(keeper: StaffSession, account: string): Promise<KeptAccount> {
    const kept = await readStaffAccount(db, account);
    if (!kept || !keepsAccount(keeper, kept)) throw notFoundFor(kept);
    return kept;
  }

  /** @throws ApiError SCOPE_UNFIT, SCOPE_UNKNOWN */
  async function checkScope(wanted: RoleInScope): Promise<void> {
    if (!scopeFits(wanted)) throw refusedField('SCOPE_UNFIT', 'scope', 'unfit');
    if (!(await scopeExists(db, wanted.scope))) throw refusedField('SCOPE_UNKNOWN', 'scope', 'unknown');
  }

  /** @throws ApiError unless it was done; who has seen an older version is told what there is and who changed what */
  async function checkDone(
    refusal: AccountRefusal | null,
    keeper: StaffSession,
    { account, version: seen = 0 }: { account: string; version?: number },
  ) {
    if (refusal === null) return;
    if (typeof refusal !== 'number') throw new ApiError(refusal);
    const { account: _, version, ...present } = view(await readKept(keeper, account));
    const meanwhile = await listAccountChanges(db, { account, seen, present: version });
    throw outdated({ version, present, meanwhile });
  }

  const address = (account: string, email: string | undefined) =>
    email === undefined ? undefined : staffEmailColumns(vault, account, email);

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/accounts',
        summary: 'The accounts that one keeps',
        request: { query: accountsQuery },
        responses: { 200: json(staffAccountsSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, ...filter } = c.req.valid('query');
        const rows = await list(db, c.var.staff, filter, { after: keysetFrom(after), limit: limit + 1 });
        const { shown, nextCursor } = pageOf(rows, limit, (last) =>
          keysetCursor([last[filter.sort], last.account]),
        );
        return c.json({ accounts: shown.map(view), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'accounts'),
        path: '/staff/accounts/exports',
        request: { query: exportQuery(accountsFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'accounts',
          query,
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            list(reader, c.var.staff, query, { after, limit }),
          cursorOf: (last) => [last[query.sort], last.account] as const,
          shown: (rows) => rows.map(view),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/accounts/{account}',
        summary: 'One account that one keeps',
        request: { params: accountParams },
        responses: { 200: json(staffAccountSchema), ...problems },
      }),
      async (c) => c.json(view(await readKept(c.var.staff, c.req.valid('param').account)), 200),
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/accounts',
        summary: 'Make an account of a level below, with an invitation by mail or a temporary password',
        request: { body: jsonBody(newAccountSchema) },
        responses: { 201: json(handedOverSchema, 'Made'), ...problems },
      }),
      async (c) => {
        const { email, ...wanted } = c.req.valid('json');
        const keeper = c.var.staff;
        if (!keepsAccount(keeper, wanted)) throw new ApiError('STAFF_ACCOUNT_NOT_KEPT');
        await checkScope(wanted);
        const { handedOver, ...given } = await newPassword(email, 'invitation');
        const refusal = await createStaffAccount(
          db,
          vault,
          keeper,
          {
            ...wanted,
            secondFactorRequired: wanted.secondFactorRequired || alwaysSecondFactor(wanted.role),
            ...given,
            address: address(wanted.account, email),
          },
          clock.now(),
        );
        if (refusal === 'STAFF_ACCOUNT_EXISTS') throw refusedField(refusal, 'account', 'taken');
        await checkDone(refusal, keeper, wanted);
        const account = view(await readKept(keeper, wanted.account));
        return c.json({ account, temporaryPassword: handedOver }, 201);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'patch',
        path: '/staff/accounts/{account}',
        summary: 'Change role, scope, second factor or email of an account',
        request: { params: accountParams, body: jsonBody(accountChangeSchema) },
        responses: { 200: json(staffAccountSchema), ...problems },
      }),
      async (c) => {
        const { account } = c.req.valid('param');
        const { email, ...wanted } = c.req.valid('json');
        const keeper = c.var.staff;
        const kept = await readKept(keeper, account);
        const next = { role: wanted.role ?? kept.role, scope: wanted.scope ?? kept.scope };
        await checkScope(next);
        const secondFactorRequired =
          (wanted.secondFactorRequired ?? kept.secondFactorRequired) || alwaysSecondFactor(next.role);
        const change = { ...wanted, account, secondFactorRequired, address: address(account, email) };
        await checkDone(await changeStaffAccount(db, keeper, change, clock.now()), keeper, change);
        return c.json(view(await readKept(keeper, account)), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'put',
        path: '/staff/accounts/{account}/disabled',
        summary: 'Disable an account, which ends its sign-ins at once, or enable it again',
        request: { params: accountParams, body: jsonBody(accountDisabledSchema) },
        responses: { 200: json(staffAccountSchema), ...problems },
      }),
      async (c) => {
        const { account } = c.req.valid('param');
        const keeper = c.var.staff;
        const change = { account, ...c.req.valid('json') };
        await readKept(keeper, account);
        await checkDone(await setStaffAccountDisabled(db, keeper, change, clock.now()), keeper, change);
        return c.json(view(await readKept(keeper, account)), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/accounts/{account}/password-reset',
        summary:
          'Take the password of an account away: a link is mailed to its address, or it has a temporary one',
        request: { params: accountParams, body: jsonBody(passwordResetSchema) },
        responses: { 200: json(handedOverSchema), ...problems },
      }),
      async (c) => {
        const { account } = c.req.valid('param');
        const keeper = c.var.staff;
        const kept = await readKept(keeper, account);
        const { handedOver, ...given } = await newPassword(emailOf(kept), 'reset');
        const reset = { account, ...given, ...c.req.valid('json') };
        await checkDone(await resetStaffPassword(db, vault, keeper, reset, clock.now()), keeper, reset);
        return c.json({ account: view(await readKept(keeper, account)), temporaryPassword: handedOver }, 200);
      },
    );
}

const COLUMNS: ExportColumn<z.infer<typeof staffAccountSchema>>[] = [
  ['账号', 'Account', ({ account }) => account],
  ...codeColumns<z.infer<typeof staffAccountSchema>>('角色', 'Role', ROLE_WORDS, ({ role }) => role),
  ['范围', 'Scope', ({ scope }) => scope],
  ['邮箱', 'Email', ({ email }) => email],
  ['停用', 'Disabled', ({ disabled }) => disabled],
  ['须用身份验证器', 'Authenticator required', ({ secondFactorRequired }) => secondFactorRequired],
  ['已绑定身份验证器', 'Authenticator set up', ({ enrolled }) => enrolled],
  ['临时密码', 'Temporary password', ({ mustChangePassword }) => mustChangePassword],
];
