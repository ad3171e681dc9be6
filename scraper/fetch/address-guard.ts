// Decides which addresses may be contacted at all: the rules, without any connection.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { RefusedAddress } from './fetch-errors.ts';

const standardPorts = new Map([
  ['http:', '80'],
  ['https:', '443'],
]);

// 2000::/3 is all the global unicast space IANA has given out. Asking for it as well as for ipaddr.js's
// `unicast` refuses what its table has no name for, such as IPv4-compatible ::127.0.0.1.
const globalUnicast6 = ipaddr.IPv6.parseCIDR('2000::/3');

// Public by its range, but answered by the cloud itself: Azure's agent, which gives out certificates and settings.
// https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
const cloudAddresses = new Set(['168.63.129.16']);

/** True for an address on the public internet; false for private, loopback, link-local and every other special range, and for what is not an IP address. */
export function isPublicAddress(address: string): boolean {
  // An address with a zone (%eth0) is one of this machine's own links, whatever its range.
  if (isIP(address) === 0 || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv4) return !cloudAddresses.has(parsed.toString());
  return parsed.match(globalUnicast6) && !isTunnelEnd(parsed);
}

/** ISATAP (RFC 5214 §6.1): the last 32 bits are an IPv4 address within some site's network. */
function isTunnelEnd({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x0200);
}

/** True for a literal IPv4 or IPv6 address as it stands in a URL or after taking its brackets off. */
export function isAddressLiteral(host: string): boolean {
  return isIP(withoutBrackets(host)) !== 0;
}

export interface AddressGuard {
  /**
   * Checks scheme, credentials, port and a literal address. A name's addresses are checked when it is
   * connected to, not here.
   * @throws RefusedAddress
   */
  checkUrl(url: URL): void;
  /** True when the operator allowed this host (or this host and port) to be private. */
  isAllowedHost(hostname: string, port: string): boolean;
}

/** @param allowHosts `host` or `host:port`; IPv6 with a port is written `[::1]:8080`. */
export function createAddressGuard(allowHosts: readonly string[]): AddressGuard {
  const allowed = new Set(allowHosts.map(normaliseAllowedHost));

  function isAllowedHost(hostname: string, port: string): boolean {
    const host = normaliseHost(hostname);
    return allowed.has(host) || allowed.has(`${host}:${port}`);
  }

  function checkUrl(url: URL): void {
    const shown = withoutCredentials(url);
    const standardPort = standardPorts.get(url.protocol);
    if (standardPort === undefined) {
      throw refuse(shown, `its scheme is ${url.protocol} and only http: and https: are fetched`, 'scheme');
    }
    if (url.username !== '' || url.password !== '') {
      throw refuse(shown, 'it carries a user name or password; give the address without them', 'credentials');
    }
    const port = url.port === '' ? standardPort : url.port;
    if (isAllowedHost(url.hostname, port)) return;
    const host = normaliseHost(url.hostname);
    if (isAddressLiteral(host) && !isPublicAddress(withoutBrackets(host))) {
      throw refuse(
        shown,
        `${host} is not a public address; add ${host}:${port} to the allowed hosts (ALLOW_HOSTS) if it is meant`,
        'private address',
      );
    }
    // Another port is as a rule no shop but some service that happens to listen.
    if (url.port !== '' && !isStandardPort(url.port)) {
      throw refuse(
        shown,
        `port ${url.port} is not 80 or 443; add ${host}:${port} to the allowed hosts (ALLOW_HOSTS) if it is meant`,
        'port',
      );
    }
  }

  return { checkUrl, isAllowedHost };
}

function isStandardPort(port: string): boolean {
  return [...standardPorts.values()].includes(port);
}

function refuse(shown: string, why: string, reason: string): RefusedAddress {
  return new RefusedAddress(`Refused to fetch ${shown}: ${why}.`, shown, { reason: `refused ${reason}` });
}

function normaliseAllowedHost(entry: string): string {
  const [, host = entry, port = ''] = /^(.*?)(:\d+)?$/.exec(bracketBareIpv6(entry.trim())) ?? [];
  return normaliseHost(host) + port;
}

function bracketBareIpv6(entry: string): string {
  return ipaddr.IPv6.isValid(entry) ? `[${entry}]` : entry;
}

/** As WHATWG URL writes it (lower case, IPv4 in dotted decimal, IPv6 compressed), without a final dot. */
function normaliseHost(host: string): string {
  const withoutDot = host.replace(/\.$/, '');
  const url = URL.parse(`http://${withoutDot}/`);
  return url === null ? withoutDot.toLowerCase() : url.hostname;
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

function withoutCredentials(url: URL): string {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  return copy.href;
}
