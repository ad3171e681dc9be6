// A challenge is told from a page, and no page is taken for a challenge.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBotWall, type MaybeWall } from '../../../scraper/fetch/bot-wall.ts';

const answer = (body: string, status = 200, rest: Partial<MaybeWall> = {}): MaybeWall => ({
  status,
  headers: {},
  contentType: 'text/html; charset=utf-8',
  body: Buffer.from(body),
  ...rest,
});

describe('a bot wall', () => {
  it.each<[string, MaybeWall]>([
    ['a header that says so', answer('', 403, { headers: { 'cf-mitigated': 'challenge' } })],
    ['a challenge answered as accepted', answer('', 202, { headers: { 'x-amzn-waf-action': 'challenge' } })],
    [
      'an interstitial with its scripts',
      answer(
        `<title>Just a moment...</title><script>window._cf_chl_opt={};${'x'.repeat(9000)}</script><noscript>Enable JavaScript and cookies to continue</noscript>`,
        403,
      ),
    ],
    [
      'a captcha that was delivered instead of the page',
      answer(
        "<html><head><title>shop.example</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker</p><script>var dd={'host':'geo.captcha-delivery.com'}</script></body></html>",
        403,
      ),
    ],
    [
      'a frame under 200',
      answer('<html><iframe src="/_Incapsula_Resource?SWUDNSAI=9">Request unsuccessful.</iframe></html>'),
    ],
    ['a plea for cookies', answer('<h1>One thing first</h1><p>Please enable cookies to continue.</p>')],
    ['a question', answer('<body>Are you a human? <form><input type=checkbox></form></body>', 503)],
    ['a check of the browser', answer('<p>Checking your browser before accessing shop.example</p>', 503)],
    ['a captcha', answer('Sorry, we have detected unusual traffic from your network.', 429)],
  ])('shows by %s', (_, wall) => {
    expect(isBotWall(wall)).toBe(true);
  });

  it.each<[string, MaybeWall]>([
    ['a plain refusal', answer('<h1>403 Forbidden</h1>', 403)],
    ['a server that is down', answer('<h1>Service unavailable</h1><p>Back soon.</p>', 503)],
    [
      'an app that has no page without JavaScript',
      answer(
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/main.js"></script>',
      ),
    ],
    [
      'a page with a cookie banner',
      answer(
        `<nav>${'<a href="/taps">Taps</a>'.repeat(8)}</nav><p>Please enable cookies for the best experience.</p>`,
      ),
    ],
    [
      'a product whose page loads a challenge’s script',
      answer(
        '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script type="application/ld+json">{"@type":"Product"}</script><h1>Tap</h1>',
      ),
    ],
    [
      'a page with much to say and such a script',
      answer(`<script src="/_Incapsula_Resource?x"></script><p>${'Taps of brass. '.repeat(60)}</p>`),
    ],
    ['a photo', answer('are you a human', 403, { contentType: 'image/jpeg' })],
    ['an empty answer', answer('', 200)],
    ['something that is not there', answer('Are you a human?', 404)],
  ])('is not seen in %s', (_, page) => {
    expect(isBotWall(page)).toBe(false);
  });

  it('is looked for without ever throwing, and at once in hostile markup', () => {
    const piece = fc.constantFrom(
      '<',
      '<script',
      '</script',
      '<a ',
      '>',
      'are you a ',
      'human',
      ' enable',
      ' ',
      '&#39;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom(200, 403, 503), (pieces, status) => {
        expect(typeof isBotWall(answer(pieces.join(''), status))).toBe('boolean');
      }),
    );
    for (const part of ['<script', '<', 'enable both ', ' ', '</script><script', 'are you a ']) {
      isBotWall(answer(part.repeat(Math.floor(59_000 / part.length)), 403));
    }
  });
});
