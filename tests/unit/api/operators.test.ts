// Operator routes: loopback decides by the socket and nothing else; a token decides alone when there is one.
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, requireOperator } from '../../../apps/api/operators.ts';

function request(remoteAddress: string | undefined, headers: Record<string, string> = {}): IncomingMessage {
  // Only what the check reads: a socket's remote address can not be chosen on a real loopback connection.
  return {
    socket: { remoteAddress },
    headers: { host: '127.0.0.1:8080', ...headers },
  } as unknown as IncomingMessage;
}

describe('without a token', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s may', (address) => {
    expect(() => requireOperator(request(address), null)).not.toThrow();
  });

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '1270.0.0.1', 'fe80::1', undefined])('%s may not', (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
    expect(() => requireOperator(request(address), null)).toThrow(/only direct connections/);
  });

  it.each([
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '203.0.113.9' },
    { forwarded: 'for=203.0.113.9' },
    { host: 'attacker.example' },
    { host: '127.0.0.1.attacker.example' },
  ])('a relayed or renamed request %j may not, though it comes from loopback', (headers) => {
    expect(() => requireOperator(request('127.0.0.1', headers), null)).toThrow(/only direct connections/);
  });

  it('claiming to be loopback in a header does not help', () => {
    const headers = { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' };
    expect(() => requireOperator(request('10.0.0.1', headers), null)).toThrow();
  });
});

describe('with a token', () => {
  it('the token opens from anywhere', () => {
    expect(() =>
      requireOperator(request('10.0.0.1', { authorization: 'Bearer s3cret' }), 's3cret'),
    ).not.toThrow();
  });

  it.each([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic s3cret' },
    { authorization: 's3cret' },
  ])('%j is refused even on loopback', (headers) => {
    expect(() => requireOperator(request('127.0.0.1', headers), 's3cret')).toThrow(/operator token/);
  });
});
