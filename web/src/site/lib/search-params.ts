import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';

/** Leaves values as they stand in the address: an order number may look like a number (`…12e34`) but is none. */
export const SEARCH_PARAMS = {
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(JSON.stringify),
};
