// Layouts that hide a product's price, stock or number: nameless elements, tables, split numbers, lists beside it.
import { describe, expect, it } from 'vitest';
import { describePage, parsePage } from '../../../scraper/page/parsed-page.ts';
import { readVisibleProduct, type VisibleProduct } from '../../../scraper/product/visible-product.ts';

function read(body: string, options: { lang?: string; url?: string; title?: string } = {}): VisibleProduct {
  const { lang = 'en', url = 'https://www.shop-example.com/oak-table', title = 'Oak Table | Shop' } = options;
  const page = describePage(
    parsePage(`<html lang="${lang}"><title>${title}</title><body>${body}</body></html>`),
    url,
  );
  if (page === null) throw new Error(`${url} is no address`);
  return readVisibleProduct(page, { title: null, currency: null, structured: null });
}

describe('the price', () => {
  it.each([
    [
      'named by nothing but its sign',
      '<h1 class="B_Nu">Oak Table</h1><div class="_30j">₹12,999</div><div class="_3I9">₹15,999</div><span>18% off</span>',
      12999,
      15999,
    ],
    [
      'in a table of facts',
      '<h1>Oak Table</h1><table><tr><td>List price</td><td>$80.00</td></tr><tr><td>Our price</td><td>$60.00</td></tr><tr><td>You save</td><td>$20.00</td></tr><tr><td>Shipping</td><td>$9.00</td></tr></table>',
      60,
      80,
    ],
    [
      'with raised cents in a far element',
      '<h1>Oak Table</h1><s aria-label="Before: 1299 pesos"><span>$</span><span class="fraction">1299</span></s><div class="now"><span class="symbol">$</span><span class="fraction">899</span><span class="cents">50</span></div>',
      899.5,
      1299,
    ],
    [
      'with the comma in an element of its own',
      '<h1>Oak Table</h1><span class="a-price"><span class="whole">1.299<span class="decimal">,</span></span><span class="fraction">00</span><span class="symbol">€</span></span>',
      1299,
      null,
    ],
    [
      'with cents on a line of their own',
      '<h1>Oak Table</h1><span class="promo-price">12\n<sup class="promo-price__fraction">99</sup></span>',
      12.99,
      null,
    ],
    ['with no cents, dash instead', '<h1>Oak Table</h1><span class="price">1.299,-</span>', 1299, null],
    ['in the heading itself', '<h1><span>Oak Table</span> - <span class="price">£189</span></h1>', 189, null],
    [
      'above the heading',
      '<div class="buy"><b class="price">€ 45,00</b></div><h1>Oak Table</h1><p>Made of oak. Height 75 cm.</p>',
      45,
      null,
    ],
    [
      'after the price without tax',
      '<h1>Oak Table</h1><p class="price">£100.00 <small>ex. VAT</small></p><p class="price">£120.00 <small>inc. VAT</small></p>',
      120,
      null,
    ],
    [
      'beside an offer of credit',
      '<h1>Oak Table</h1><p>From <b>$12.50</b>/month with PayLater</p><p><b>$150.00</b></p>',
      150,
      null,
    ],
    [
      'beside a coupon and free shipping',
      '<h1>Oak Table</h1><p>Save $10 with code OAK</p><p>Free delivery over $50</p><p class="amount">$99.00</p>',
      99,
      null,
    ],
    ['with the price of a kilo below', '<h1>Oak Table</h1><p>2,49 €</p><p>(1 kg = 4,98 €)</p>', 2.49, null],
    [
      'among other products in a side bar',
      '<aside class="sidebar"><a href="/a">Chair $20.00</a><a href="/b">Stool $10.00</a></aside><h1>Oak Table</h1><p>$150.00</p>',
      150,
      null,
    ],
    [
      'over a table of quantities',
      '<h1>Oak Table</h1><p class="product-price">$5.00</p><table class="tier-prices"><tr><td>10+</td><td>$4.50</td></tr><tr><td>100+</td><td>$4.00</td></tr></table>',
      5,
      null,
    ],
    [
      'reduced from another',
      '<h1>Oak Table</h1><div class="price"><del>Price reduced from <b>$250.00</b> to</del><span class="sales">$199.99</span></div>',
      199.99,
      250,
    ],
    [
      'that runs into its neighbours',
      '<h1>Oak Table</h1><p><span>Code cd-77</span><span>149,90 EUR</span><a href="/buy">Buy now</a></p>',
      149.9,
      null,
    ],
    [
      'right under the words for it',
      '<h1>Oak Table</h1><div class="cena"><small>Price with VAT</small><strong>2 499,-</strong></div><p>ex VAT 2 065,-</p>',
      2499,
      null,
    ],
    [
      'by the label of the sale',
      '<h1>Oak Table</h1><dl><dt>价格</dt><dd>¥199.00</dd><dt>促销价</dt><dd>¥129.00</dd></dl>',
      129,
      199,
    ],
    [
      'in an element called the regular price, alone',
      '<h1>Oak Table</h1><span class="regular-price"><span class="price">$89.00</span></span>',
      89,
      null,
    ],
    [
      'in an element called the discount price',
      '<h1>Oak Table</h1><p class="RegularPrice">$1,899<sup>00</sup></p><p class="DiscountPrice">$1,299<sup>00</sup></p><p>6 meses sin intereses de $216.50</p>',
      1299,
      1899,
    ],
    [
      'beside what members and subscribers pay',
      '<h1>Oak Table</h1><p class="price">$24.00</p><p class="member-price">Members: $20.40</p><p>Subscribe: $20.40</p>',
      24,
      null,
    ],
    [
      'on the button that buys the chosen size',
      '<h1>Oak Table</h1><label>Small $22</label><label>Large $38</label><button class="add">Add to bag • $38</button>',
      38,
      null,
    ],
    [
      'in a form that is named for the quantity',
      '<form name="cart_quantity"><table><tr><td><h1>Oak Table</h1></td><td>34,50 EUR</td></tr></table></form>',
      34.5,
      null,
    ],
  ])('is found %s', (_, body, price, regularPrice) => {
    expect(read(body)).toMatchObject({ price, regularPrice });
  });

  it('is none where the shop asks to inquire', () => {
    expect(
      read(
        '<h1>Oak Table</h1><p>Price on request</p><p>Height 75 cm, seats 6</p><footer>© 2024 · Call 555 0199</footer>',
      ).price,
    ).toBeNull();
  });

  it('does not make a product of the short last page of a list whose cards are numbered', () => {
    const card = (n: number) =>
      `<div class="card card--${n % 4}"><a href="/p/${n}"><h3>Table ${n}</h3></a><div class="card__price"><span class="money">€${n}9.50</span></div></div>`;
    const list = Array.from({ length: 10 }, (_, n) => card(n + 1)).join('');
    expect(read(`<h1>Tables, page 3</h1><div class="grid">${list}</div>`).looksLikeProduct).toBe(false);
  });

  it('does not make a product of a list of products', () => {
    const tile = (n: number) =>
      `<li class="tile"><a href="/p/${n}"><h3>Table ${n}</h3><span class="price">$${n}0.00</span></a><button>Add to cart</button></li>`;
    const list = Array.from({ length: 24 }, (_, n) => tile(n + 1)).join('');
    expect(read(`<h1>Tables</h1><ul class="grid">${list}</ul>`).looksLikeProduct).toBe(false);
    expect(
      read('<h1>Oak Table</h1><p class="price">$150.00</p><button>Add to cart</button>').looksLikeProduct,
    ).toBe(true);
  });
});

describe('the numbers', () => {
  it.each([
    ['two in one line', '<p>SKU: OT-100 | EAN: 4006381333931</p>', { sku: 'OT-100', gtin: '4006381333931' }],
    [
      'a label with a second in brackets',
      '<div><b>Item Number (DPCI)</b>: 030-09-1234</div>',
      { sku: '030-09-1234' },
    ],
    [
      'a number sign',
      '<p>Internet # <span>312345678</span></p><p>Model # <span>OT1</span></p>',
      { sku: '312345678', mpn: 'OT1' },
    ],
    ['a label right before', '<p><span>Item</span> <span>1559001</span></p>', { sku: '1559001' }],
    [
      'a label of two words for it',
      '<span>make / manufacturer:</span> <b>Oakworks</b><dl><dt>Model name / number</dt><dd>OT-1</dd></dl>',
      { brand: 'Oakworks', mpn: 'OT-1' },
    ],
    ['a label in brackets of another script', '<td>〈商品編號：M67296549〉</td>', { sku: 'M67296549' }],
    ['a GTIN that is none', '<p>EAN: 4006381333932</p>', { gtin: null }],
    [
      'prose that begins like a label',
      '<p>Code your own table</p><p>Item is heavy, 40 kg</p><p>Brand new arrivals</p>',
      { sku: null, brand: null },
    ],
    [
      'another product’s number',
      '<h2>Related products</h2><div class="related"><p>SKU: ZZ-9</p></div><p>SKU: OT-100</p>',
      { sku: 'OT-100' },
    ],
  ])('are told from %s', (_, body, codes) => {
    expect(read(`<h1>Oak Table</h1>${body}`)).toMatchObject(codes);
  });
});

describe('the stock', () => {
  it.each([
    ['a button that sells', '<button>Add to basket</button>', 'in_stock'],
    ['few left', '<p>Only 3 left in stock - order soon.</p>', 'in_stock'],
    ['a notice in place of the button', '<p>Currently unavailable.</p>', 'out_of_stock'],
    ['an image that is missing', '<p>Image not available</p><button>Add to cart</button>', 'in_stock'],
    [
      'a branch that has none',
      '<button>Add to cart</button><div class="store-pickup"><p>Not available at your store</p></div>',
      'in_stock',
    ],
    ['a product still to come', '<button>Pre-order now</button>', 'preorder'],
    ['a class name only', '<p class="stock out-of-stock">0</p>', 'out_of_stock'],
    ['nothing', '<p>Height 75 cm</p>', null],
    [
      'a notice in a type of medium size and a colour for prices',
      '<div id="availability"><span class="a-size-medium a-color-price">Actuellement indisponible.</span></div>',
      'out_of_stock',
    ],
    ['a hope of return', '<p>We don’t know when this item will be back in stock.</p>', 'out_of_stock'],
    ['a return that happened', '<p>Back in stock!</p><button>Add to cart</button>', 'in_stock'],
    ['a caption of a button', '<input type="submit" value="Sold out" disabled>', 'out_of_stock'],
    [
      'a waiting list for a button',
      '<form><input type="email"><button>Notify me</button></form>',
      'out_of_stock',
    ],
    [
      'a size that is gone beside the button',
      '<ul><li>40 <span>Sold out</span></li><li>41</li></ul><button>Add to cart</button>',
      'in_stock',
    ],
    [
      'a notice that is hidden',
      '<p class="displaynone">Sold out</p><button>Add to cart</button>',
      'in_stock',
    ],
    [
      'a way to get it that is missing',
      '<button>Add to cart</button><div>Store pickup <b>Not available</b></div><p>Gift wrap not available</p>',
      'in_stock',
    ],
    ['a count of none', '<p>Stock level: 0</p>', 'out_of_stock'],
    ['an end of production', '<p>This product has been discontinued</p>', 'out_of_stock'],
  ])('is read from %s', (_, body, availability) => {
    expect(read(`<h1>Oak Table</h1><p class="price">$150.00</p>${body}`).availability).toBe(availability);
  });
});

describe('the brand', () => {
  it.each([
    ['the link to its shop', '<h1>Oak Table</h1><a href="/x">Visita lo Store di Oakworks</a>'],
    ['a logo beside the name', '<div><img class="brand-logo" alt="Oakworks"><h1>Oak Table</h1></div>'],
    ['a link that leads to all of it', '<h1>Oak Table</h1><a href="/brands/oakworks">Shop all Oakworks</a>'],
  ])('is read from %s', (_, body) => {
    expect(read(body).brand).toBe('Oakworks');
  });

  it('is the line above the name where the document’s title has both', () => {
    const body = '<h3>Oakworks</h3><h1>Oak Table</h1>';
    expect(read(body, { title: 'Oakworks Oak Table - brown | Shop' }).brand).toBe('Oakworks');
    expect(read(body, { title: 'Oak Table | Shop' }).brand).toBeNull();
  });

  it('is the breadcrumb that the name begins with', () => {
    const trail = '<div class="breadcrumb"><a href="/brands/oakworks">Oakworks</a></div>';
    expect(read(`${trail}<h1>Oakworks Table</h1>`, { title: 'Oakworks Table' }).brand).toBe('Oakworks');
    expect(read(`${trail}<h1>Oak Table</h1>`).brand).toBeNull();
  });
});
