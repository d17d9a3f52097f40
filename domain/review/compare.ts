import { normaliseIdNumber } from '../person/id-number.ts';
import { comparableName } from '../person/names.ts';

/** A person according to one of the papers; null where the paper does not say. */
export interface PersonOnPaper {
  name: string | null;
  idNumber: string | null;
}

export interface FieldComparison {
  field: 'name' | 'idNumber';
  request: string | null;
  score: string | null;
  roll: string | null;
  /** True when two of the papers differ. */
  differs: boolean;
}

/** Compares request, score record and roll entry. Variants of a character count as the same. */
export function comparePapers(
  papers: Record<'request' | 'score' | 'roll', PersonOnPaper>,
): FieldComparison[] {
  const compare = (
    field: FieldComparison['field'],
    normalise: (value: string) => string,
  ): FieldComparison => {
    const values = [papers.request[field], papers.score[field], papers.roll[field]];
    const said = values.filter((value) => value !== null).map(normalise);
    return {
      field,
      request: papers.request[field],
      score: papers.score[field],
      roll: papers.roll[field],
      differs: new Set(said).size > 1,
    };
  };
  return [compare('name', comparableName), compare('idNumber', normaliseIdNumber)];
}
