/** A value that staff set, as forms and the audit log show it. */
export type SettingValue = string | number | boolean | null | string[];

/** What staff set on one form, by the name of the field. */
export type SettingFields = Readonly<Record<string, SettingValue>>;

/** A field that a change sets, with its old and new value; null: it was, or is, not set. */
export interface FieldChange {
  field: string;
  from: SettingValue;
  to: SettingValue;
}

/**
 * Lists the fields in which what is wanted differs from what is set, in the order of the form. A field that is not wanted
 * otherwise stays as it is.
 */
export function fieldChanges(before: SettingFields, wanted: SettingFields): FieldChange[] {
  return Object.entries(wanted).flatMap(([field, to]) => {
    const from = before[field] ?? null;
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}
