import { type IdType, idNumberFlaw, normaliseIdNumber } from '../../domain/person/id-number.ts';
import { nameFlaw } from '../../domain/person/name-flaw.ts';
import { ApiError } from '../http/errors.ts';
import { refusedField } from '../http/refused-field.ts';
import { BAD_CHARACTER } from '../http/text-schemas.ts';

/**
 * Normalises an ID number and holds it against its paper.
 * @throws ApiError ID_NUMBER_INVALID, or what to choose: NUMBER_OF_RESIDENT_ID, NUMBER_OF_RESIDENCE_PERMIT
 */
export function checkedIdNumber(idType: IdType, typed: string): string {
  const idNumber = normaliseIdNumber(typed);
  const flaw = idNumberFlaw(idType, idNumber);
  if (flaw === null) return idNumber;
  if (flaw === 'BAD_ID_NUMBER') throw refusedField('ID_NUMBER_INVALID', 'idNumber', 'invalid');
  throw refusedField(flaw, 'idType', 'other_paper');
}

/** Holds a name against the paper it stands on. @throws ApiError BAD_CHARACTER, naming what no such paper has */
export function checkedName(idType: IdType, name: string): string {
  const flaw = nameFlaw(name, idType);
  if (flaw?.code !== 'BAD_CHARACTER') return name;
  const { character } = flaw;
  throw new ApiError('BAD_CHARACTER', {
    fields: [{ path: 'body.name', code: BAD_CHARACTER, character }],
    character,
  });
}
