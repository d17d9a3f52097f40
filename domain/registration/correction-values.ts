import type { IdType } from '../person/id-number.ts';

/** What a registration says of its person that can be corrected once it is saved. */
export interface SavedPerson {
  name: string;
  idType: IdType;
  idNumber: string;
  /** The photo, by its id; null: none. */
  photoId: string | null;
}

/** A correction as it was submitted: why, what was, and what will be. */
export interface CorrectionValues {
  reason: string;
  before: SavedPerson;
  after: SavedPerson;
}
