import { normaliseIdNumber } from '../person/id-number.ts';
import { comparableName } from '../person/names.ts';

/** A person according to one of the papers; null where the paper does not say. */
export interface PersonOnPaper {
  name: string | null;
  idNumber: string | null;
}

export interface FieldComparison {
  field: 'name' | 'idNumber' | 'ticketNumber' | 'score';
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
  const compare = (field: keyof PersonOnPaper, normalise: (value: string) => string): FieldComparison => {
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

/** What is claimed of an earlier test, or recorded; null where that says nothing. */
export interface ResultOnPaper {
  ticketNumber: string | null;
  score: number | null;
}

/** Compares what is claimed of the earlier test with its score record; the roll says nothing of it. */
export function compareResults(claim: ResultOnPaper, record: ResultOnPaper): FieldComparison[] {
  const compare = (field: keyof ResultOnPaper): FieldComparison => {
    const [request, score] = [claim[field], record[field]].map((said) =>
      said === null ? null : String(said),
    );
    const differs = request !== null && score !== null && request !== score;
    return { field, request: request ?? null, score: score ?? null, roll: null, differs };
  };
  return [compare('ticketNumber'), compare('score')];
}
