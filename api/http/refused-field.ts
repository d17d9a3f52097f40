import type { ErrorCode } from './error-codes.ts';
import { ApiError } from './errors.ts';

/** Builds the refusal of one field of a form; `rule` names the rule that it breaks. */
export function refusedField(code: ErrorCode, field: string, rule: string): ApiError {
  return new ApiError(code, { fields: [{ path: `body.${field}`, code: rule }] });
}
