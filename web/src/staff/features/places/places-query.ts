import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { placeSchema } from '../../../../../api/exam-session/place-schemas.ts';
import { PLACE_KINDS, type PlaceKind } from '../../../../../domain/exam-session/place-codes.ts';
import { may, type Permission } from '../../../../../domain/staff/permissions.ts';
import { answer, client } from '../../../lib/client.ts';
import type { StaffMe } from '../../lib/queries.ts';

export type Place = z.infer<typeof placeSchema>;

/** What the address bar says of the list. */
export const PLACE_KEYS = ['kind', 'inside', 'search', 'sort', 'order', 'after'] as const;

export type PlaceSearch = Partial<Record<(typeof PLACE_KEYS)[number], string>>;

export const PLACES = ['staffPlaces'];

export const placesQuery = (search: PlaceSearch) =>
  queryOptions({
    queryKey: [...PLACES, search],
    // The server reads what the address bar says, and says what is wrong with it.
    queryFn: () => answer(client.api.staff.places.$get({ query: search as never })),
    placeholderData: keepPreviousData,
  });

/** The campuses of a school, for choosing among them. */
export const campusesOfQuery = (school: string) =>
  queryOptions({
    queryKey: [...PLACES, 'of', school],
    queryFn: () =>
      answer(client.api.staff.places.$get({ query: { kind: 'campus', inside: school, limit: '200' } })),
    enabled: /^\d{5}$/.test(school),
  });

const KEEPING: Record<PlaceKind, Permission> = {
  province: 'provinces.change',
  school: 'schools.change',
  campus: 'campuses.change',
};

/** The kind of place that somebody's list begins with: the one right inside their scope. */
export function firstKind({ scope }: Pick<StaffMe, 'scope'>): PlaceKind {
  if (scope === '*') return 'province';
  return scope.length === 2 ? 'school' : 'campus';
}

/** Tells whether the places of a kind lie around somebody's scope: there are some, though none is listed. */
export function isAround(me: Pick<StaffMe, 'scope'>, kind: PlaceKind): boolean {
  return PLACE_KINDS.indexOf(kind) < PLACE_KINDS.indexOf(firstKind(me));
}

/** Tells whether somebody may add places of a kind and change everything about them. */
export function mayKeep({ role, scope }: Pick<StaffMe, 'role' | 'scope'>, kind: PlaceKind): boolean {
  return may(role, KEEPING[kind]) && (kind !== 'province' || scope === '*');
}

/** Tells whether somebody may change a place of a kind in part at least: a school sets who prints its tickets. */
export function mayChange(me: Pick<StaffMe, 'role' | 'scope'>, kind: PlaceKind): boolean {
  return mayKeep(me, kind) || (kind === 'school' && may(me.role, 'campuses.change'));
}
