import { phrasePattern } from './phrase-pattern.ts';
// Words around a number that tell what kind of price it is, in many languages.

/** In an element's names: a price at all. */
export const priceNames =
  /\b\w*(price|prix|preis|precio|prezzo|preco|preço|cena|ceny|tsena|hinta|prijs|pris|fiyat|fiyati|ar|amount|kaina|hind|pret|harga|gia|kakaku|kingaku|money|prc|prco|cost)(s|text|value|box|tag|wrapper|container|block|info|amount|now|new|num|number|val|int|display|label|area)?\b/;

/** In an element's names: what is paid now. */
export const currentNames =
  /\b\w*(current|sale|special|final|best|now|actual|selling|our|offer|main|promo\w*|discounted|discount-?price|reduced|deal|new|today|aktuell\w*|sonder\w*|angebot\w*|oferta|actuel|neu|cena-?promo\w*|akcni|akcia|nuev\w+|venta|buy-?box|to-?pay)\b/;

/** In an element's names: what was paid before, or elsewhere. */
export const oldNames =
  /\b\w*(old|orig|org|was|regular|rrp|msrp|list-?price|uvp|before|original|retail|compare|strike|crossed|previous|base-?price|price-?standard|standard-?price|full-?price|ancien|barre|anterior|stara|stary|puvodni|povodna|bezna|bezny|vecchio|listino|alt|alter|statt|normal|eredeti|regi|reg|undiscounted|non-?sale|market-?price|high|max|recommended|ordinarie|vorher|streich\w*|lowest|omnibus|history|previously|tachado|lista|precedent|preliminary)\b/;

/** Those that no shop gives a price without another below it. */
export const surelyOldNames =
  /old|was|before|compare|strike|cross|previous|rrp|msrp|uvp|barre|anterior|stara|puvodn|povodn|tachado|precedent/;

/** In an element's names: not a product's price. */
export const otherNames =
  /\b\w*(per-?unit|unit-?price|unitprice|base-?unit|grundpreis|price-?per|ppu|members?|subscri\w*|per-?(kg|liter|litre|100)|sav(e|ing|ings)|discount(?!-?price)|rabatt|ersparnis|you-?save|reduction|economy|economi[ae]|shipping|delivery|versand\w*|postage|installments?|instalments?|monthly|finance|financing|financ\w+|deposit|tax|vat|mwst|netto|excl\w*|ex-?vat|without-?tax|no-?vat|bulk|tier|quantity|qty|wholesale|reward|points?|coupon|voucher|cashback|filter|(price|range)-?slider|range-?(min|max)|threshold|free-?ship\w*|gift-?card|swatch)\b/;

/** Right before the number: these are the price. */
export const labelBefore = phrasePattern(
  `price, our price, now, today, preis, prix, precio, prezzo, preço, cena, ceny, prijs, pris, hinta, kaina, hind, preț, pret, ár, ára, fiyat, fiyatı, цена, ціна, harga, giá, 価格, 販売価格, 税込, 价格, 售价,
  售價, 價格, 特價, 優惠價, 網路價, 促銷價, 会员价, 最低價, 最低价, 活動價, 活动价, 直購價, 現售價, 特惠價, 優惠, 到手价, 即決価格, 현재가, 할인가, 가격, 판매가, ราคา, מחיר, السعر, قیمت, τιμή, only, nur, nu, für, sale, offer, buy it now, c'est, sale price, special price, your price, current price`,
  { atEnd: true },
);

/** Right before the number: what is paid now, where another label names the price before. */
export const saleBefore = phrasePattern(
  `sale price, special price, now, offer price, discounted price, sonderpreis, angebotspreis, aktionspreis, jetzt, prix promo, prix soldé, oferta, precio oferta, prezzo scontato, prezzo speciale, cena promocyjna, akční cena, akciová cena, акционная цена, цена со скидкой, セール価格, 特価, 会員価格, 促销价, 促銷價, 特價, 特价, 优惠价, 優惠價, 活动价, 活動價, 到手价, 할인판매가, 할인가, 세일가`,
  { atEnd: true },
);

/** Right before the number: what it cost before, or elsewhere. */
export const oldBefore = phrasePattern(
  `was, before, rrp, r.r.p., r.r.p, msrp, list price, list, reg, reg., reg. price, regular, regular price, retail, retail price, compare at, compare at price, original, originally, original price, normal price, full price, typical price, typically,
  statt, uvp, uvp des herstellers, vorher, bisher, bislang, alter preis, ursprünglich, unverb. preisempf., au lieu de, prix conseillé, prix public, prix de base, prix barré, prix habituel, prix d'origine, ancien prix, avant, antes, precio anterior, precio normal, precio original, precio habitual, precio regular, precio de lista,
  pvp, p.v.p., pvpr, prezzo di listino, prezzo consigliato, prezzo precedente, prezzo originale, listino, anziché, invece di, adviesprijs, oude prijs, stará cena, původní cena, běžná cena, doporučená cena, pôvodná cena, bežná cena, stara cena, cena regularna, cena katalogowa, najniższa cena, cena przed, poprzednia cena,
  redna cena, prejšnja cena, redovna cijena, mpc, ppc, eredeti ár, régi ár, listaár, bolti ár, preț vechi, pret vechi, prp, pret intreg, старая цена, стара ціна, старата цена, ordinarie pris, ord. pris, ord pris, tidligere pris, førpris, før, veil. pris, normaalihinta, norm., ovh, αρχική, παλιά τιμή,
  eski fiyat, piyasa fiyatı, liste fiyatı, 定価, 通常価格, 参考価格, メーカー希望小売価格, 市场价, 市價, 原价, 原價, 定價, 建議售價, 정가, 소비자가, ราคาปกติ, giá gốc, giá cũ, harga normal, מחיר רגיל, מחיר מחירון, במקום, قبل, السعر قبل`,
  { atEnd: true },
);

/** Right before the number: a saving, a shipping cost, an instalment, a unit price or a limit. */
export const otherBefore = phrasePattern(
  `sin intereses de, meses de, cuotas de, mensualidades de, pagos de, parcelas de, mensualités de, payments of, installments of, instalments of, raten à, raten zu, raten von, rat po, splátky od, rat od, raty od, rata od, rate da, rate di,
  save, saving, savings, you save, off, spare, sparen, sparen sie, ersparnis, rabatt, économisez, économie, remise, ahorra, ahorro, ahorras, risparmi, risparmio, sconto, desconto, economize, ušetříte, ušetrite, sleva, zľava, oszczędzasz, taniej o, rabat, bespaar, korting, du sparar, spar, säästä, скидка, экономия, знижка,
  shipping, delivery, postage, p&p, versand, versandkosten, zzgl., zzgl, livraison, frais de port, envío, gastos de envío, spedizione, frete, doprava, dostawa, wysyłka, verzending, frakt, доставка, kargo, 運費, 送料, over, above, orders over, ab einem bestellwert von, ab einem einkaufswert von, spend, minimum,
  monthly, per month, mtl., monatlich, rate, raten, mensual, anzahlung, deposit, excl, excl., ex vat, ex. vat, excl. vat, excl. btw, netto, bez dph, bez vat, ex moms, exkl. moms, hors taxe, sin iva, bez pdv, без ндс, unit price, grundpreis, price per, point, points, earn, voucher, coupon, gutschein, gift card, cashback, worth,
  member, members, members pay, member price, members price, subscribe, tax, vat, mwst, mwst., per kg, per litre, per liter, je kg`,
  { atEnd: true },
);

/** Right before the number: `12 x`, `1 kg =`, `+`. */
export const factorBefore =
  /(\d\s?[x×](\s?(de|of|von))?|1\s?(kg|l|m|m2|m²|stk|ks|szt)\.?\s?[=:]|100\s?(g|ml)\s?[=:]|[+=])\s{0,2}$/iu;

/** Right after it: per what, or of what it is a part. */
export const otherAfter =
  /^\s{0,2}\)?\s{0,2}(\/|per|je|pro|le|la|por|al|za|na|pr\.?|par|от|на|за)?\s{0,2}(1\s|100\s?|1000\s?|10\s)?(kg|g|gr|ml|cl|dl|l|liter|litre|litro|litr|kilo|m2|m²|m|meter|mtr|oz|fl\.? ?oz|lb|month|mo|mth|monat|mois|mes|mese|maand|mesec|měsíc|měsíčně|mesačne|miesiąc|mies|månad|mån|md|kk|ay|мес|міс|week|year|yr|night|day)(?![\p{L}\d])|^\s{0,2}(off|saved?(?!\s?[:(]?\s?[\p{Sc}\d])|savings?|discount|rabatt|de remise|de descuento|di sconto|sleva|korting|shipping|delivery|versand|p&p|postage|points?|punkte|pts|deposit|excl|ex\.? vat|netto|bez dph|zzgl\. mwst|ht|sin iva|bez pdv|без ндс|monthly|x \d|× \d|or more|minimum|and over|and up|gift|voucher|coupon|(à vista )?no boleto|con transferencia|en efectivo)(?!\p{L})/iu;
