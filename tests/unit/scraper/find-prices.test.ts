// Prices in text for people: every notation, currency name and script, and what only looks like a price.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPrices, type PriceHints } from '../../../scraper/text/price-text.ts';

const nowhere: PriceHints = { currency: null, language: null };

/** The amounts and currencies found, as `1299 EUR`; `?` for a currency that stays open. */
function read(text: string, currency: string | null = null, language: string | null = null): string[] {
  return findPrices(text, { currency, language }).map((price) => `${price.amount} ${price.currency ?? '?'}`);
}

describe('a price in text', () => {
  it.each([
    ['1.299,00 €', '1299 EUR'],
    ['US$ 1,299', '1299 USD'],
    ['1 299,90 zł', '1299.9 PLN'],
    ['1\u00a0299,90\u00a0zł', '1299.9 PLN'],
    ['1\u202f299,90\u2009€', '1299.9 EUR'],
    ["CHF 1'299.50", '1299.5 CHF'],
    ['CHF 49.–', '49 CHF'],
    ['₹1,29,900.00', '129900 INR'],
    ['12,800円', '12800 JPY'],
    ['１２，８００円', '12800 JPY'],
    ['12.8万円', '128000 JPY'],
    ['NT$ 1,480', '1480 TWD'],
    ['R$ 1.299,90', '1299.9 BRL'],
    ['1 299 Kč', '1299 CZK'],
    ['£9.99p', '9.99 GBP'],
    ['129€90', '129.9 EUR'],
    ['١٬٢٩٩٫٥٠ ر.س', '1299.5 SAR'],
    ['۱۲٬۵۰۰ ریال', '12500 IRR'],
    ['Rp 1.234.567', '1234567 IDR'],
    ['1.299.000đ', '1299000 VND'],
    ['1299 грн', '1299 UAH'],
    ['89,90 lei', '89.9 RON'],
    ['1.250 ден', '1250 MKD'],
    ['270,00 Kn', '270 HRK'],
    ['S/. 99.90', '99.9 PEN'],
    ['1,290 บาท', '1290 THB'],
    ['$1,299.00 USD', '1299 USD'],
    ['1,250.5 د.ك', '1250.5 KWD'],
  ])('reads %s as %s', (text, price) => {
    expect(read(text)).toEqual([price]);
  });

  it.each([
    ['$ 349.900', 'COP', 'es', '349900 COP'],
    ['$34.00', 'USD', 'en', '34 USD'],
    ['kr 1 299', 'SEK', 'sv', '1299 SEK'],
    ['kr. 1.299,95', 'DKK', 'da', '1299.95 DKK'],
    ['1.250', 'BHD', null, '1.25 ?'],
    ['Rs. 1,299/-', 'PKR', 'en', '1299 PKR'],
    ['R 1 299', 'ZAR', 'en', '1299 ZAR'],
    ['1299 元', 'TWD', 'zh', '1299 TWD'],
    ['99 руб.', 'BYN', 'ru', '99 BYN'],
    ['$20', 'EUR', 'de', '20 USD'],
  ])('reads %s where %s is paid (language %s) as %s', (text, currency, language, price) => {
    expect(read(text, currency, language)).toEqual([price]);
  });

  it.each(['$ 5', '¥12,800', 'kr 99'])('leaves the currency of %s open where nothing tells it', (text) => {
    expect(findPrices(text, nowhere)[0]).toMatchObject({ currency: null, isSigned: true });
  });

  it('tells two prices in one line apart, each with its own sign', () => {
    expect(read('Was £49.99 Now £39.99')).toEqual(['49.99 GBP', '39.99 GBP']);
    expect(read('€10 – €20')).toEqual(['10 EUR', '20 EUR']);
    expect(read('129,90 € 99,90 €')).toEqual(['129.9 EUR', '99.9 EUR']);
  });

  it.each(['-20%', '20 %', '32GB', '128 GB', '15 kg', 'A4', 'USB3', '1,5 l', '-€5'])(
    'finds none in %s',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );
});

describe('a price written by Intl', () => {
  const locales =
    'de-DE en-US en-IN fr-FR fr-CH de-CH pl-PL cs-CZ pt-BR es-ES it-IT nl-NL ja-JP zh-TW ko-KR ru-RU uk-UA hu-HU ro-RO bg-BG tr-TR he-IL th-TH vi-VN id-ID ar-EG fa-IR hi-IN el-GR fi-FI'.split(
      ' ',
    );
  const currencies = 'EUR USD GBP JPY PLN CZK HUF RON INR KRW BRL ILS UAH CHF TWD VND THB TRY AUD'.split(' ');

  it('is read back in every locale and currency', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.constantFrom(...currencies),
        fc.integer({ min: 1, max: 99_999_999 }),
        (locale, currency, cents) => {
          const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
          const amount = format.resolvedOptions().maximumFractionDigits === 0 ? cents : cents / 100;
          const [price] = findPrices(format.format(amount), { currency, language: locale.slice(0, 2) });
          expect(price).toMatchObject({ amount, currency });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('any text at all', () => {
  it('gives finite prices in the order of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const prices = findPrices(text, nowhere);
        expect(prices.every(({ amount }) => Number.isFinite(amount) && amount >= 0)).toBe(true);
        expect(prices.map(({ digitsAt }) => digitsAt)).toEqual(
          prices.map(({ digitsAt }) => digitsAt).sort((a, b) => a - b),
        );
      }),
    );
  });
});
