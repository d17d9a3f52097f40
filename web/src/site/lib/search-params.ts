import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';

/** Values as they stand in the address: the number of an order may read like a number (`…12e34`), and is none. */
export const SEARCH_PARAMS = {
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(JSON.stringify),
};
