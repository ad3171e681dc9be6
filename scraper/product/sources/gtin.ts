// Global trade item numbers (EAN, UPC, ISBN-13, GTIN-14), told from other numbers by their check digit.

/** 8, 12, 13 or 14 digits with a valid check digit; null for anything else. */
export function parseGtin(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value);
  if (text.length > 60) return null;
  const digits = text
    .replace(/^\s*(gtin|ean|upc|isbn)[\s:_-]*(8|12|13|14)?[\s:]+/i, '')
    .replace(/[\s-]/g, '');
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || /^0+$/.test(digits)) return null;
  return hasCheckDigit(digits) ? digits : null;
}

/** GS1: digits weigh 3 and 1 in turn, counted from the right. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length - 1; index += 1) {
    sum += Number(digits[index]) * ((digits.length - index) % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}

const gtinKeys = ['gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8', 'ean', 'ean13', 'upc', 'isbn', 'barcode'];

/** The first valid one among the usual properties of an object; `productID` may carry one after a prefix. */
export function gtinOf(object: Record<string, unknown>): string | null {
  for (const key of gtinKeys) {
    const value = object[key];
    for (const item of Array.isArray(value) ? value.slice(0, 10) : [value]) {
      const gtin = parseGtin(item);
      if (gtin !== null) return gtin;
    }
  }
  const { productID } = object;
  return typeof productID === 'string' && /^(gtin|ean|upc|isbn)/i.test(productID)
    ? parseGtin(productID)
    : null;
}
