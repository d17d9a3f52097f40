export const PLACE_KINDS = ['province', 'school', 'campus'] as const;

export type PlaceKind = (typeof PLACE_KINDS)[number];

/** The digits of the codes: each begins with that of the place around it. */
const CODE_LENGTH: Readonly<Record<PlaceKind, number>> = { province: 2, school: 5, campus: 6 };

/** Finds what kind of place a code names; null for a code of a wrong length, or of no digits. */
export function placeKindOf(code: string): PlaceKind | null {
  if (!/^\d+$/.test(code)) return null;
  return PLACE_KINDS.find((kind) => CODE_LENGTH[kind] === code.length) ?? null;
}

/** Finds the code of the place around one; null for a province. */
export function placeAround(code: string): string | null {
  const kind = placeKindOf(code);
  if (kind === 'campus') return code.slice(0, CODE_LENGTH.school);
  return kind === 'school' ? code.slice(0, CODE_LENGTH.province) : null;
}
