import type { RecordedChange } from '../../db/list-audit-changes.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import { isoInstant } from '../../domain/time.ts';
import { ApiError } from './errors.ts';

/** Builds the refusal of a form that shows an older version than there is: what is set, and who changed what meanwhile. */
export function outdated({
  version,
  present,
  meanwhile,
}: {
  version: number;
  present: SettingFields;
  meanwhile: RecordedChange[];
}): ApiError {
  const told = meanwhile.map(({ happenedAt, ...change }) => ({ ...change, at: isoInstant(happenedAt) }));
  return new ApiError('SETTINGS_OUTDATED', { extra: { version, present, meanwhile: told } });
}
