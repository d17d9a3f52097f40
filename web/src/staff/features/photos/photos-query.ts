import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { photoListSchema } from '../../../../../api/roll/photo-schemas.ts';
import type { PhotoReason } from '../../../../../domain/roll/photo-review.ts';
import { answer, client } from '../../../lib/client.ts';

export type PhotoList = z.infer<typeof photoListSchema>;
export type Photo = PhotoList['photos'][number];
export type Verdict = { outcome: 'accept' } | { outcome: 'reject'; reason: PhotoReason };

export const PHOTO_KEYS = ['examSession', 'state', 'inside', 'college', 'class'] as const;
export type PhotoSearch = Partial<Record<(typeof PHOTO_KEYS)[number], string>>;

export const PHOTOS = ['staffPhotos'];
export const api = client.api.staff.photos;

export const photosQuery = (filter: PhotoSearch, after: string | undefined) =>
  queryOptions({
    queryKey: [...PHOTOS, filter, after],
    queryFn: () => answer(api.$get({ query: { ...filter, ...(after && { after }) } as never })),
  });

/** The address of a picture; another photo of the same person has another one. */
export function pictureOf({ candidateId, photoId }: Photo): string {
  return `/api/staff/photos/${candidateId}/picture?photo=${photoId}`;
}
