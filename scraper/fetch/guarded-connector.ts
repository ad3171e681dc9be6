// Opens connections for undici so that the address that was checked is the one connected to.
import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressGuard, isAddressLiteral, isPublicAddress } from './address-guard.ts';
import { RefusedAddress } from './fetch-errors.ts';

/** Resolves a host name to all its addresses; `dns.lookup` unless a test answers for it. */
export type ResolveHost = (hostname: string) => Promise<dns.LookupAddress[]>;

const resolveWithSystem: ResolveHost = (hostname) => dns.promises.lookup(hostname, { all: true });

/** @param timeoutMs for opening the connection */
export function createGuardedConnector(
  guard: AddressGuard,
  timeoutMs: number,
  resolveHost: ResolveHost = resolveWithSystem,
): buildConnector.connector {
  // HTTP/1.1 only: one request per connection at a time is what the per-host limits count.
  const settings = { allowH2: false, timeout: timeoutMs };
  const trusting = buildConnector({ ...settings, lookup: lookupBy(resolveHost, () => true) });
  const checking = buildConnector({ ...settings, lookup: lookupBy(resolveHost, isPublicAddress) });

  return (options, callback) => {
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    if (guard.isAllowedHost(options.hostname, port)) return trusting(options, callback);
    // A literal address never reaches the lookup; it was checked with its URL, and here again because
    // this is the last line before the socket.
    const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isAddressLiteral(literal) && !isPublicAddress(literal)) {
      return callback(refusal(options.hostname, [literal]), null);
    }
    return checking(options, callback);
  };
}

/**
 * A look-up that answers only what `isAllowed`: net.connect asks it once and connects to nothing but its
 * answers, so a name that resolves differently a moment later gains nothing. Refused addresses are left
 * out rather than failing the host, since networks with NAT64 add 64:ff9b:: answers to public ones.
 */
function lookupBy(resolveHost: ResolveHost, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveHost(hostname).then(
      (addresses) => {
        const usable = addresses.filter(({ address }) => isAllowed(address));
        const [first] = usable;
        if (first === undefined) {
          return callback(
            refusal(
              hostname,
              addresses.map(({ address }) => address),
            ),
            '',
          );
        }
        if (options.all === true) return callback(null, usable);
        return callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

function refusal(hostname: string, addresses: string[]): RefusedAddress {
  const resolved = addresses.length === 0 ? 'no address' : addresses.join(', ');
  return new RefusedAddress(
    `Refused to connect to ${hostname}: it resolves to ${resolved}, which is not on the public internet; add it to the allowed hosts (ALLOW_HOSTS) if it is meant.`,
    `//${hostname}/`,
    { reason: 'refused private address' },
  );
}
