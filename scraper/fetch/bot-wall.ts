// Tells a challenge meant for robots from a page of the shop, by signs that no shop's page has. Pure.

export interface MaybeWall {
  status: number;
  /** In lower case names. */
  headers: Record<string, string | string[] | undefined>;
  contentType: string | null;
  /** What there is of the body; a challenge is far smaller than a page. */
  body: Buffer;
}

/** Refusals that a challenge comes with. */
const refusals = new Set([401, 403, 405, 429, 503]);

/** Is the body of such an answer worth reading? */
export function mayBeWall(status: number): boolean {
  return refusals.has(status);
}

/** What the makers document or always put in: https://developers.cloudflare.com/cloudflare-challenges/, AWS WAF's developer guide. */
const headerSigns: [name: string, value: RegExp][] = [
  ['cf-mitigated', /challenge/],
  ['x-amzn-waf-action', /challenge|captcha/],
];

/** Scripts and forms of challenges. A page proper may load some of them too, so they only count in small bodies. */
const markupSigns =
  /\/cdn-cgi\/challenge-platform\/|window\._cf_chl_opt|geo\.captcha-delivery\.com|_incapsula_resource|px-captcha|window\._pxappid|sucuri_cloudproxy_js|\/errors\/validatecaptcha|awswafcookiedomainlist|ddos-guard\/js-challenge|kpsdk\.configure|_sec\/cp_challenge/;

/** The whole of what a wall has to say. */
const textSigns =
  /\b(enable|turn on|allow|activate) (both )?(javascript|cookies)\b|\bcookies (must be|are not|need to be) enabled\b|\b(are|whether|verify|confirm|that|prove) you('re| are)? (really )?(a |an )?(human|not a (ro)?bot)\b|\bare you a (ro)?bot\b|\bchecking (your browser|if the site connection is secure)\b|\bunusual traffic\b|\bcomplete the (security check|captcha)\b|\bjust a moment\.\.\./;

/** Cloudflare's, the largest, has some 30 KB when it is not 200; others a few. A product page of this size has its data. */
const largestWall = 60_000;
const largestMarkedPage = 8_000;
const longestText = 500;
const shopSigns =
  /application\/ld\+json|property=["']?og:|itemtype=|"@type"|add[-_ ]?to[-_ ]?(cart|basket|bag)/;

/**
 * Cautious, since a wall ends the page's visit: an answer of 200 has to be small, say nothing but the challenge, and
 * have no sign of a product.
 */
export function isBotWall({ status, headers, contentType, body }: MaybeWall): boolean {
  const isRefusal = refusals.has(status);
  if (!isRefusal && status !== 200 && status !== 202) return false;
  if (headerSigns.some(([name, value]) => value.test(String(headers[name] ?? '')))) return true;
  const isPage = contentType === null || /html/.test(contentType);
  if (!isPage || body.length === 0 || body.length > largestWall) return false;
  const html = body.toString('utf8').toLowerCase();
  if (shopSigns.test(html)) return false;
  const text = visibleText(html);
  if (
    markupSigns.test(html) &&
    (isRefusal || (html.length < largestMarkedPage && text.length < longestText))
  ) {
    return true;
  }
  return text.length < longestText && textSigns.test(text) && !hasLinks(html);
}

/** A wall leads nowhere; a page that mentions cookies in a banner has its menu. */
function hasLinks(html: string): boolean {
  return html.split('<a ', 7).length > 6;
}

/** Without scripts, styles and what only browsers without JavaScript would show: apps without any page put a plea there. */
function visibleText(html: string): string {
  let text = '';
  let position = 0;
  while (position < html.length) {
    const open = html.indexOf('<', position);
    if (open === -1) return clean(text + html.slice(position));
    text += `${html.slice(position, open)} `;
    const hidden = /^<(script|style|noscript|template|svg)\b/.exec(html.slice(open, open + 12))?.[1];
    const close =
      hidden === undefined ? html.indexOf('>', open) : html.indexOf(`</${hidden}`, open + hidden.length);
    if (close === -1) break;
    position = hidden === undefined ? close + 1 : close + hidden.length + 2;
    if (hidden !== undefined) position = Math.max(html.indexOf('>', close) + 1, position);
  }
  return clean(text);
}

function clean(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('’', "'").replace(/\s+/g, ' ').trim();
}
