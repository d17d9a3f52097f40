import { keysetCursorSchema } from '../http/list-page.ts';
import { z } from '@hono/zod-openapi';
import { ACCOUNT_SORTS } from '../../db/staff/list-staff-accounts.ts';
import { scopeMeant } from '../../domain/staff/scope-meant.ts';
import { ACCOUNT_NAME, isAccountName } from '../../domain/staff/account-name.ts';
import { STAFF_ROLES } from '../../domain/staff/permissions.ts';
import { MAX_ROW_ID } from '../http/schemas.ts';
import { codeSchema, emailSchema, lineSchema, patternSchema } from '../http/text-schemas.ts';

const MAX_LIST = 100;
const MAX_ACCOUNT = 60;

const roleSchema = z.enum(STAFF_ROLES).openapi('StaffRole');
/** Names of accounts made here. */
const newAccountNameSchema = codeSchema(40)
  .regex(ACCOUNT_NAME)
  .refine(isAccountName)
  .openapi({ description: 'Small letters, digits, dots and hyphens' });
const scopeSchema = lineSchema(70)
  .transform((text, context) => {
    const scope = scopeMeant(text);
    if (scope !== null) return scope;
    context.issues.push({ code: 'custom', input: text, params: { code: 'no_scope' } });
    return z.NEVER;
  })
  .openapi({ description: '`*`, a code of 2 or 5 digits, or a college, e.g. `99101/文学院`' });
const versionSchema = z.number().int().min(1).max(MAX_ROW_ID);

export const accountParams = z.object({ account: codeSchema(MAX_ACCOUNT).min(1) });

export const accountsFilter = z.object({
  role: roleSchema.optional(),
  place: patternSchema(/^\d{1,6}$/)
    .optional()
    .openapi({ description: 'The beginning of the codes of their scopes' }),
  name: codeSchema(MAX_ACCOUNT).optional().openapi({ description: 'The beginning of their names' }),
  disabled: z.enum(['true', 'false']).optional(),
  sort: z.enum(ACCOUNT_SORTS).default('account'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const accountsQuery = accountsFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

export const staffAccountSchema = z
  .object({
    account: z.string(),
    role: roleSchema,
    scope: z.string(),
    disabled: z.boolean(),
    email: z.string().nullable(),
    emailVerified: z
      .boolean()
      .openapi({ description: 'Its owner has proved the address, and they alone can change it' }),
    secondFactorRequired: z.boolean(),
    enrolled: z.boolean().openapi({ description: 'An authenticator is set up' }),
    mustChangePassword: z.boolean(),
    version: versionSchema,
  })
  .openapi('StaffAccount');

export const staffAccountsSchema = z
  .object({ accounts: z.array(staffAccountSchema), nextCursor: z.string().nullable() })
  .openapi('StaffAccounts');

export const newAccountSchema = z
  .object({
    account: newAccountNameSchema,
    role: roleSchema,
    scope: scopeSchema,
    email: emailSchema.optional(),
    secondFactorRequired: z.boolean().default(true),
  })
  .openapi('NewStaffAccount');

export const accountChangeSchema = z
  .object({
    version: versionSchema.openapi({ description: 'Of the account as it was shown' }),
    role: roleSchema.optional(),
    scope: scopeSchema.optional(),
    email: emailSchema.optional(),
    secondFactorRequired: z.boolean().optional(),
  })
  .openapi('StaffAccountChange');

export const accountDisabledSchema = z
  .object({ version: versionSchema, disabled: z.boolean() })
  .openapi('StaffAccountDisabled');

export const passwordResetSchema = z
  .object({
    version: versionSchema,
    removeSecondFactor: z.boolean().openapi({ description: 'The authenticator is lost' }),
  })
  .openapi('StaffPasswordReset');

export const handedOverSchema = z
  .object({
    account: staffAccountSchema,
    temporaryPassword: z.string().nullable().openapi({
      description:
        'Shown once, to be handed over; it is replaced at the first sign-in. Null: a link was mailed to the address of the account instead',
    }),
  })
  .openapi('StaffAccountHandedOver');
