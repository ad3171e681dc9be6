// The border of the API: any address is either read into sound values or refused with a problem that names what is wrong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  browseQuery,
  embeddingQuery,
  goesWithQuery,
  idParams,
  maxTextLength,
  searchQuery,
  severalQuery,
  similarQuery,
} from '../../../apps/api/parameters.ts';
import { Problem, problemCatalogue } from '../../../apps/api/problems.ts';
import { readParams, readQuery, refuseMalformedUrl } from '../../../apps/api/read-request.ts';

function problemFrom(read: () => unknown): Problem {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const search = (query: string) => readQuery(searchQuery, `?${query}`);

describe('a search query', () => {
  it('has defaults for all but the words', () => {
    expect(search('q=gold+purple')).toEqual({
      q: 'gold purple',
      limit: 24,
      sort: 'relevance',
      mode: 'hybrid',
      facets: false,
      explain: false,
      diversity: 0,
    });
  });

  it('reads every parameter', () => {
    const query =
      'q=%20tap%20&limit=100&cursor=abc&minPrice=10&maxPrice=99.90&currency=usd&shop=7&brand=A%26B&category=Taps&available=false&priceChanged=down&collection=Board&belowPrice=50&sort=-price&facets=true&explain=true&cutoff=off&diversity=.5';
    expect(search(query)).toEqual({
      q: 'tap',
      limit: 100,
      cursor: 'abc',
      minPrice: 10,
      maxPrice: 99.9,
      currency: 'USD',
      shop: '7',
      brand: ['A&B'],
      category: 'Taps',
      available: false,
      priceChanged: 'down',
      collection: 'Board',
      belowPrice: 50,
      sort: '-price',
      mode: 'hybrid',
      facets: true,
      explain: true,
      cutoff: 'off',
      diversity: 0.5,
    });
  });

  it.each([
    ['', 'missing_parameter', 'q'],
    ['q=', 'blank_text', 'q'],
    ['q=+++', 'blank_text', 'q'],
    ['q=%E2%80%8B%C2%A0', 'blank_text', 'q'],
    [`q=${'a'.repeat(maxTextLength + 1)}`, 'text_too_long', 'q'],
    ['q=a&q=b', 'invalid_parameter', 'q'],
    ['q=a&limit=0', 'invalid_parameter', 'limit'],
    ['q=a&limit=101', 'invalid_parameter', 'limit'],
    ['q=a&limit=1e1', 'invalid_parameter', 'limit'],
    ['q=a&limit=', 'invalid_parameter', 'limit'],
    ['q=a&minPrice=-1', 'invalid_parameter', 'minPrice'],
    ['q=a&maxPrice=Infinity', 'invalid_parameter', 'maxPrice'],
    ['q=a&maxPrice=0x10', 'invalid_parameter', 'maxPrice'],
    ['q=a&minPrice=5&maxPrice=4', 'price_range_reversed', 'minPrice'],
    ['q=a&maxPrice=80%25', 'invalid_parameter', 'maxPrice'],
    ['q=a&belowPrice=cheap', 'invalid_parameter', 'belowPrice'],
    ['q=a&priceChanged=sideways', 'invalid_parameter', 'priceChanged'],
    ['q=a&collection=', 'invalid_parameter', 'collection'],
    ['q=a&facets=1', 'invalid_parameter', 'facets'],
    ['q=a&currency=EURO', 'invalid_parameter', 'currency'],
    ['q=a&available=yes', 'invalid_parameter', 'available'],
    ['q=a&sort=cheapest', 'invalid_parameter', 'sort'],
    ['q=a&brand=', 'invalid_parameter', 'brand'],
    ['q=a&shop=%0A1%0Ab', 'invalid_parameter', 'shop'],
    ['q=a&cursor=', 'invalid_parameter', 'cursor'],
    ['q=a&colour=red', 'unknown_parameter', 'colour'],
    ['q=a&__proto__=1', 'unknown_parameter', '__proto__'],
    ['q=a&constructor=1', 'unknown_parameter', 'constructor'],
    ['q=a&limit[]=1', 'unknown_parameter', 'limit[]'],
  ])('%s is refused as %s, naming %s', (query, code, parameter) => {
    const problem = problemFrom(() => search(query));
    expect(problem.code).toBe(code);
    expect(problem.options.parameter).toBe(parameter);
    expect(problem.message).toContain(parameter);
  });

  it('says everything that is wrong at once', () => {
    const problem = problemFrom(() => search('q=+&limit=0&sort=x'));
    expect(problem.options.errors?.map((error) => error.parameter)).toEqual(['q', 'limit', 'sort']);
  });

  it('never repeats long input at full length', () => {
    const long = 'x'.repeat(5000);
    for (const query of [`q=a&brand=${long}`, `q=a&${long}=1`, `q=a&sort=${long}`]) {
      expect(problemFrom(() => search(query)).message.length).toBeLessThan(600);
    }
  });
});

const schemas = { searchQuery, similarQuery, goesWithQuery, browseQuery, severalQuery, embeddingQuery };

describe.each(Object.entries(schemas))('%s, whatever is sent', (_name, schema) => {
  const names = fc.oneof(fc.constantFrom(...Object.keys(schema.shape)), fc.string());
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('1', '100', '-1', '1e99', 'NaN', 'true', '__proto__', '\0', '%zz'),
    fc.double().map(String),
  );
  it('is either sound values or a 400 problem', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values), { maxLength: 8 }), (pairs) => {
        // Lone surrogates can not be written into an address; a browser sends U+FFFD for them.
        const sent = new URLSearchParams(pairs).toString();
        const outcome = readOrProblem(() => readQuery(schema, `?${sent}`));
        if (outcome instanceof Problem) {
          expect(problemCatalogue[outcome.code].status).toBe(400);
          expect(outcome.options.parameter).toBeDefined();
        } else {
          for (const value of Object.values(outcome)) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('survives raw text after the question mark', () => {
    fc.assert(
      fc.property(fc.string(), (raw) => {
        readOrProblem(() => readQuery(schema, `?${raw}`));
      }),
    );
  });
});

function readOrProblem(read: () => Record<string, unknown>): Record<string, unknown> | Problem {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe('an id in the path', () => {
  it('is a whole number', () => {
    expect(readParams(idParams, { id: '42' }, 'product_not_found')).toEqual({ id: 42 });
  });

  it.each(['abc', '1e99', '-1', '0', '007', '1.5', '9'.repeat(30), ''])('%j names nothing: 404', (id) => {
    const problem = problemFrom(() => readParams(idParams, { id }, 'product_not_found'));
    expect(problem.code).toBe('product_not_found');
    expect(problem.options.parameter).toBe('id');
  });
});

describe('an address', () => {
  it.each(['/api/search?q=%zz', '/api/products/%', '/images/%ff.webp', '/a%00b'])(
    '%s is malformed',
    (url) => {
      expect(problemFrom(() => refuseMalformedUrl(url)).code).toBe('malformed_url');
    },
  );

  it('in any script passes', () => {
    expect(() => refuseMalformedUrl(`/api/search?q=${encodeURIComponent('золото 紫 🚰')}`)).not.toThrow();
  });
});
