import { describe, expect, it } from 'vitest';
import { SEARCH_PARAMS } from '../../web/src/site/lib/search-params.ts';

const { parseSearch, stringifySearch } = SEARCH_PARAMS;

describe('what an address says after its question mark', () => {
  it.each(['2026112100112233445566778899', '20261121001122334455e6677889', '991010', 'true-ish', '{}'])(
    'stays as it is: %s',
    (paid) => {
      expect(parseSearch(`?paid=${paid}`)).toHaveProperty(
        'paid',
        expect.toSatisfy((read) => String(read) === paid),
      );
      expect(stringifySearch({ paid })).toBe(`?${new URLSearchParams({ paid })}`);
    },
  );
});
