// Guesses the country whose money and number formats a page uses, from its address and language.
import type { ParsedPage } from '../page/parsed-page.ts';

/** By country code: what shops there charge in. */
const currencies = table(`
  us:USD ca:CAD au:AUD nz:NZD gb:GBP uk:GBP mx:MXN ar:ARS cl:CLP co:COP uy:UYU pe:PEN br:BRL py:PYG
  bo:BOB cr:CRC do:DOP jp:JPY cn:CNY tw:TWD hk:HKD sg:SGD kr:KRW in:INR pk:PKR lk:LKR np:NPR bd:BDT
  id:IDR my:MYR th:THB vn:VND ph:PHP ru:RUB by:BYN ua:UAH kz:KZT pl:PLN cz:CZK hu:HUF ro:RON md:MDL
  rs:RSD mk:MKD ba:BAM bg:BGN al:ALL se:SEK no:NOK dk:DKK is:ISK ch:CHF li:CHF tr:TRY il:ILS ae:AED
  sa:SAR kw:KWD qa:QAR bh:BHD om:OMR jo:JOD eg:EGP ma:MAD tn:TND dz:DZD za:ZAR ng:NGN ke:KES gh:GHS
  ir:IRR ge:GEL am:AMD az:AZN uz:UZS mu:MUR hr:EUR de:EUR at:EUR fr:EUR it:EUR es:EUR pt:EUR nl:EUR
  be:EUR ie:EUR fi:EUR gr:EUR sk:EUR si:EUR lt:EUR lv:EUR ee:EUR lu:EUR mt:EUR cy:EUR eu:EUR`);

/** Languages spoken, as shops are concerned, in one country. */
const countryOfLanguage = table(`
  ja:jp ko:kr pl:pl cs:cz sk:sk hu:hu ro:ro bg:bg sv:se nb:no nn:no no:no da:dk is:is fi:fi tr:tr
  he:il iw:il uk:ua ru:ru be:by kk:kz th:th vi:vn id:id ms:my hi:in el:gr lt:lt lv:lv et:ee sl:si
  hr:hr sr:rs mk:mk it:it nl:nl fa:ir ka:ge hy:am az:az de:de fr:fr`);

export interface PageCountry {
  /** ISO 3166 in lower case, or null. */
  country: string | null;
  /** What is charged there. */
  currency: string | null;
  /** BCP 47 primary subtag, or null. */
  language: string | null;
}

/** The address speaks first (`shop.ch`, `/en-nz/`), then the language; an English .com page says nothing. */
export function readPageCountry(page: ParsedPage): PageCountry {
  const locale = page.byTag('meta').find((element) => element.attribs.property === 'og:locale');
  const written = (page.byTag('html')[0]?.attribs.lang ?? locale?.attribs.content ?? '').slice(0, 20);
  const [language = '', ...regions] = written.toLowerCase().split(/[-_]/);
  const region = regions.find((part) => currencies.has(part)) ?? null;
  const country = countryOfAddress(page.url) ?? region ?? countryOfLanguage.get(language) ?? null;
  return {
    country,
    currency: country === null ? null : (currencies.get(country) ?? null),
    language: /^[a-z]{2,3}$/.test(language) ? language : null,
  };
}

/** The top-level domain; under .com and the like a first folder such as `/nz/en/` or `/en-nz/`. */
function countryOfAddress(address: string): string | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const domain = url.hostname.split('.').at(-1) ?? '';
  // .co, .me and .io are sold as the world's.
  if (currencies.has(domain) && !(domain === 'co' && !url.hostname.endsWith('.com.co'))) return domain;
  const folders = url.pathname.toLowerCase().split('/').slice(1, 3);
  const codes = folders.filter((folder) => /^[a-z]{2}([-_][a-z]{2})?$/.test(folder));
  const paired = codes.find((code) => code.length === 5)?.slice(3);
  if (paired !== undefined && currencies.has(paired)) return paired;
  // Of `/nz/en/` only the first is a country; `/de/` alone may be the language, which says much the same.
  return codes.length === 2 ? (codes.find((code) => currencies.has(code)) ?? null) : null;
}

function table(text: string): Map<string, string> {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
  );
}
