import { plainToken } from '../../../domain/text/token.ts';

/**
 * Reads the token of a mailed link as it can stand in a path. `-` stands for one of which nothing is left, so that the server says what
 * is wrong: a path that ends early, or goes up, is nowhere.
 */
export function linkToken(typed: string | null | undefined): string {
  return plainToken(typed ?? '') || '-';
}
