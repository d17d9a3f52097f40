import { type IdType, idNumberProblem, normaliseIdNumber } from '../../domain/person/id-number.ts';
import { nameFlaw } from '../../domain/person/name-flaw.ts';
import { ApiError } from '../http/errors.ts';
import { refusedField } from '../http/refused-field.ts';
import { BAD_CHARACTER } from '../http/text-schemas.ts';

/**
 * Normalises an ID number and holds it against its paper.
 * @throws ApiError BAD_CHARACTER, naming what no such paper has, ID_NUMBER_INVALID, or what to choose: NUMBER_OF_RESIDENT_ID, NUMBER_OF_RESIDENCE_PERMIT
 */
export function checkedIdNumber(idType: IdType, typed: string): string {
  const problem = idNumberProblem(idType, typed);
  if (problem === null) return normaliseIdNumber(typed);
  if (problem.code === 'BAD_CHARACTER') throw refusedCharacter('idNumber', problem.character);
  if (problem.code === 'BAD_ID_NUMBER') throw refusedField('ID_NUMBER_INVALID', 'idNumber', 'invalid');
  throw refusedField(problem.code, 'idType', 'other_paper');
}

/** Holds a name against the paper it stands on. @throws ApiError BAD_CHARACTER, naming what no such paper has */
export function checkedName(idType: IdType, name: string): string {
  const flaw = nameFlaw(name, idType);
  if (flaw?.code !== 'BAD_CHARACTER') return name;
  throw refusedCharacter('name', flaw.character);
}

function refusedCharacter(field: 'name' | 'idNumber', character: string): ApiError {
  return new ApiError('BAD_CHARACTER', {
    fields: [{ path: `body.${field}`, code: BAD_CHARACTER, character }],
    character,
  });
}
