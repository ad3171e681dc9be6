// Checks the address of a shop that an operator sends, before anything is fetched from there.
import { findShopByUrl } from '../../catalog/crawls/shops.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { createAddressGuard } from '../../scraper/fetch/address-guard.ts';
import { RefusedAddress } from '../../scraper/fetch/fetch-errors.ts';
import { normaliseShopUrl } from '../../workers/start-run.ts';
import { Problem } from './problems.ts';

/**
 * The same guard as in the fetchers' connection, so that what they would refuse is refused at once. A shop that is
 * known was started from this machine's own command line, or passed this before.
 *
 * @throws Problem invalid_parameter, address_not_allowed
 */
export async function checkedShopAddress(
  db: Queryable,
  url: string,
  allowHosts: readonly string[],
): Promise<string> {
  const baseUrl = normalise(url);
  if (await findShopByUrl(db, baseUrl)) return baseUrl;
  try {
    createAddressGuard(allowHosts).checkUrl(new URL(baseUrl));
    return baseUrl;
  } catch (cause) {
    if (!(cause instanceof RefusedAddress)) throw cause;
    throw new Problem('address_not_allowed', cause.message, { parameter: 'url', cause });
  }
}

function normalise(url: string): string {
  try {
    return normaliseShopUrl(url);
  } catch (cause) {
    throw new Problem('invalid_parameter', 'url must be an address such as https://shop.example/.', {
      parameter: 'url',
      cause,
    });
  }
}
