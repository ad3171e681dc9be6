import { isAbsolute } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadSetting, loadConfig, settings } from '../../../apps/config.ts';

const problemOf = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof BadSetting) return error.message;
    throw error;
  }
  return '';
};

describe('settings', () => {
  test('with nothing set, everything has its default and paths are absolute', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      shop: 'demo',
      clipDtype: 'fp32',
      allowHosts: [],
    });
    expect(config.databaseUrl).toBeUndefined();
    expect(isAbsolute(config.dataDir) && isAbsolute(config.modelDir)).toBe(true);
  });

  test('SHOP may be an address or a site file', () => {
    expect(loadConfig({ SHOP: 'https://shop.example/' }).shop).toBe('https://shop.example/');
    expect(loadConfig({ SHOP: 'sites/my-shop.yaml' }).shop).toBe('sites/my-shop.yaml');
  });

  test('an empty variable counts as unset, as docker-compose passes them', () => {
    expect(loadConfig({ MODEL: '', PORT: ' ', HF_ENDPOINT: '' })).toEqual(loadConfig({}));
  });

  test.each([
    ['PORT', 'abc', /PORT is "abc", but must be a port number/],
    ['PORT', '70000', /PORT is "70000"/],
    ['CLIP_DTYPE', 'int4', /CLIP_DTYPE is "int4".*fp32.*fp16.*q8/],
    ['ENCODER_THREADS', '0', /ENCODER_THREADS is "0", but must be/],
    ['SHOP', 'ftp://shop', /SHOP is "ftp:\/\/shop".*http:\/\//],
    ['ALLOW_HOSTS', 'a b', /ALLOW_HOSTS is "a b"/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL is "loud".*silent/],
    ['MODEL', '../secret', /MODEL is "..\/secret"/],
    ['BASE_PATH', 'taps', /BASE_PATH is "taps".*a path such as \/lookalike/],
    ['BASE_PATH', '/<b>', /BASE_PATH is/],
    ['CONTACT', 'me', /CONTACT is "me".*an email address/],
    ['CONTACT', 'me@shop.example)evil', /CONTACT is/],
    ['CONTACT', 'ftp://shop.example', /CONTACT is/],
    ['QUEUE_URL', 'amqp://queue', /QUEUE_URL is .*redis:\/\//],
  ])('%s=%s is refused with its name, its value and what is allowed', (name, value, expected) => {
    expect(problemOf({ [name]: value })).toMatch(expected);
  });

  test.each(['me@shop.example', 'https://shop.example/crawler?who=me'])(
    '%s is taken as a contact',
    (contact) => {
      expect(loadConfig({ CONTACT: contact }).contact).toBe(contact);
    },
  );

  test('a bad secret is named but not shown', () => {
    const problem = problemOf({ DATABASE_URL: 'mysql://me:hunter2@db' });
    expect(problem).toMatch(/DATABASE_URL/);
    expect(problem).not.toContain('hunter2');
  });

  test('all bad settings are named at once', () => {
    expect(problemOf({ PORT: 'x', LOG_LEVEL: 'y' }).split('\n')).toHaveLength(2);
  });

  test('any text in any variable gives settings or a BadSetting, nothing else', () => {
    const name = fc.constantFrom(...Object.keys(settings));
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), (environment) => {
        try {
          loadConfig(environment);
        } catch (error) {
          expect(error).toBeInstanceOf(BadSetting);
        }
      }),
    );
  });
});
