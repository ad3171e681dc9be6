// The guard refuses every form of an address that is not public, and takes what the operator allowed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressGuard, isPublicAddress } from '../../../scraper/fetch/address-guard.ts';
import { RefusedAddress } from '../../../scraper/fetch/fetch-errors.ts';

const guard = createAddressGuard([]);
const check = (url: string) => () => guard.checkUrl(new URL(url));

const octet = fc.integer({ min: 0, max: 255 });
/** Addresses of every block that is not public, as four octets. */
const privateOctets = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

function asNumber([a, b, c, d]: [number, number, number, number]): number {
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

function hex([a, b, c, d]: [number, number, number, number]): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** As Teredo hides the client's address. */
function inverted([a, b, c, d]: [number, number, number, number]): [number, number, number, number] {
  return [255 - a, 255 - b, 255 - c, 255 - d];
}

function fullWidth(host: string): string {
  return host.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function escaped(host: string): string {
  return [...host].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');
}

describe('the address guard', () => {
  it('refuses a private IPv4 address in every notation that a URL can carry', () => {
    fc.assert(
      fc.property(privateOctets, (octets) => {
        const [a, b, c, d] = octets;
        const forms = [
          octets.join('.'),
          `${octets.join('.')}.`,
          String(asNumber(octets)),
          `0x${asNumber(octets).toString(16)}`,
          octets.map((part) => `0${part.toString(8)}`).join('.'),
          octets.map((part) => `0x${part.toString(16)}`).join('.'),
          `${a}.${b}.${c * 256 + d}`,
          `[::ffff:${octets.join('.')}]`,
          `[::ffff:${hex(octets)}]`,
          `[::${hex(octets)}]`,
          `[64:ff9b::${hex(octets)}]`,
          `[2002:${hex(octets)}::1]`,
          `[64:ff9b:1::${hex(octets)}]`,
          `[2001:0:${hex(octets)}::1]`,
          `[2001:0:4136:e378:8000:63bf:${hex(inverted(octets))}]`,
          `[2606:4700::5efe:${hex(octets)}]`,
          `[2606:4700::200:5efe:${hex(octets)}]`,
          fullWidth(octets.join('.')),
          escaped(octets.join('.')),
          octets.join('。'),
        ];
        for (const host of forms) expect(check(`http://${host}/`), host).toThrow(RefusedAddress);
      }),
    );
  });

  it('refuses every IPv6 address outside the space given out for the public internet', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const outside = fc
      .tuple(group, group, group, group, group, group, group, group)
      .filter(([first]) => first < 0x2000 || first > 0x3fff);
    fc.assert(
      fc.property(outside, (groups) => {
        expect(isPublicAddress(groups.map((part) => part.toString(16)).join(':'))).toBe(false);
      }),
    );
  });

  it.each([
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    '::ffff:8.8.8.8%1',
    '168.63.129.16',
    '100.100.100.200',
    'fd00:ec2::254',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    'fec0::1',
    'localhost',
    '',
    '1.2.3',
  ])('does not call %s public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '172.32.0.1', '100.128.0.1'])(
    'calls %s public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    'ftp://shop.example/',
    'file:///etc/passwd',
    'gopher://shop.example/',
    'data:text/html,hello',
    'javascript:alert(1)',
  ])('refuses the scheme of %s', (url) => {
    expect(check(url)).toThrow(/only http: and https:/);
  });

  it('refuses credentials and does not repeat them in the message', () => {
    expect(check('https://user:hunter2@shop.example/')).toThrow(/user name or password/);
    expect(check('https://user:hunter2@shop.example/')).not.toThrow(/hunter2/);
  });

  it('refuses ports other than 80 and 443 unless that host and port are allowed', () => {
    expect(check('http://shop.example:22/')).toThrow(/port 22/);
    expect(check('http://shop.example:80/')).not.toThrow();
    expect(check('https://shop.example:443/')).not.toThrow();
    const allowing = createAddressGuard(['shop.example:8443']);
    expect(() => allowing.checkUrl(new URL('https://shop.example:8443/'))).not.toThrow();
    expect(() => allowing.checkUrl(new URL('https://shop.example:8444/'))).toThrow(RefusedAddress);
  });

  it('lets the operator allow a private host, or one port of it, however it is written', () => {
    const allowing = createAddressGuard(['127.0.0.1:4000', 'Intranet.example', '::1', '[fd00::1]:81']);
    for (const url of [
      'http://127.0.0.1:4000/',
      'http://2130706433:4000/',
      'http://intranet.example:9999/',
      'http://intranet.example./',
      'http://[::1]:3000/',
      'http://[fd00::1]:81/',
    ]) {
      expect(() => allowing.checkUrl(new URL(url)), url).not.toThrow();
    }
    for (const url of ['http://127.0.0.1:4001/', 'http://127.0.0.2:4000/', 'http://[fd00::1]:82/']) {
      expect(() => allowing.checkUrl(new URL(url)), url).toThrow(RefusedAddress);
    }
  });
});
