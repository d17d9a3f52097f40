/** A value that staff set, as forms and the audit log show it. */
export type SettingValue = string | number | boolean | null | string[];

/** What staff set on one form, by the name of the field. */
export type SettingFields = Readonly<Record<string, SettingValue>>;

/** A field that a change sets, with its old and new value; null: it was, or is, not set. */
export interface FieldChange {
  field: string;
  from: SettingValue;
  to: SettingValue;
  /** Where it had the old value, of a change of many places at once that had different ones. */
  places?: { count: number; first: string[] };
}

const PLACES_NAMED = 20;

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

/** Reads what a field is at all of many places alike; what differs is null. */
export function sameEverywhere(byPlace: ReadonlyMap<string, SettingFields>): SettingFields {
  const [first = {}, ...others] = byPlace.values();
  return Object.fromEntries(
    Object.entries(first).map(([field, value]) => [
      field,
      others.every((one) => one[field] === value) ? value : null,
    ]),
  );
}

/** Tells the changes of many places at once apart by the old values, where these differ: none of them is lost. */
export function changesByOldValue(
  changes: readonly FieldChange[],
  byPlace: ReadonlyMap<string, SettingFields>,
): FieldChange[] {
  return changes.flatMap(({ field, to }) => {
    const placesOf = new Map<SettingValue, string[]>();
    for (const [place, fields] of byPlace) {
      const from = fields[field] ?? null;
      placesOf.set(from, [...(placesOf.get(from) ?? []), place]);
    }
    return [...placesOf].flatMap(([from, places]) => {
      if (placesOf.size === 1) return [{ field, from, to }];
      if (from === to) return [];
      return [{ field, from, to, places: { count: places.length, first: places.slice(0, PLACES_NAMED) } }];
    });
  });
}
