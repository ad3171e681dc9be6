// Products read from what a page shows, in the layouts of many shop systems and languages, without any structured data.
import { describe, expect, it } from 'vitest';
import { describePage, parsePage } from '../../../scraper/page/parsed-page.ts';
import { readVisibleProduct, type VisibleProduct } from '../../../scraper/product/visible-product.ts';

interface ShownPage {
  name: string;
  url: string;
  html: string;
  shows: Partial<VisibleProduct>;
}

const pages: ShownPage[] = [
  {
    name: 'a price given three times over, a list price and a table of facts',
    url: 'https://www.bigstore.com/Zephyr-Kettle-Cordless/dp/B07XJ8C8F5/ref=sr_1_3',
    html: `<html lang="en-us"><head><title>Bigstore.com: Zephyr Kettle Cordless 1.7L : Home</title></head><body>
      <div id="nav-cart">Cart <span>$0.00</span></div>
      <h1 id="title"><span id="productTitle"> Zephyr Kettle Cordless 1.7L </span></h1>
      <a id="bylineInfo" href="/stores/Zephyr">Visit the Zephyr Store</a>
      <div id="corePrice_desktop"><span class="a-price priceToPay"><span class="a-offscreen">$39.99</span>
        <span aria-hidden="true"><span class="a-price-symbol">$</span><span class="a-price-whole">39<span class="a-price-decimal">.</span></span><span class="a-price-fraction">99</span></span></span>
        <span class="a-size-small">List Price: <span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">$54.99</span><span aria-hidden="true">$54.99</span></span></span>
        <span class="savingsPercentage">-27%</span></div>
      <div id="availability"><span class="a-size-medium a-color-success">In Stock</span></div>
      <input id="add-to-cart-button" type="button" value="Add to Cart">
      <table id="details"><tr><th>Brand</th><td>Zephyr</td></tr><tr><th>Item model number</th><td>ZK-17B</td></tr><tr><th>ASIN</th><td>B07XJ8C8F5</td></tr><tr><th>UPC</th><td>036000291452</td></tr></table>
      <h2>Customers who viewed this item also viewed</h2><div class="card"><a href="/x"><span class="a-price"><span class="a-offscreen">$24.99</span></span></a></div>
      </body></html>`,
    shows: {
      price: 39.99,
      regularPrice: 54.99,
      currency: 'USD',
      availability: 'in_stock',
      sku: 'B07XJ8C8F5',
      mpn: 'ZK-17B',
      gtin: '036000291452',
      brand: 'Zephyr',
    },
  },
  {
    name: 'dollars and cents in elements of their own',
    url: 'https://www.megamart.com/ip/Folding-Chair/446831',
    html: `<html lang="en"><title>Folding Chair - Megamart</title><body><header><a href="/cart">Cart $0.00</a></header><main>
      <h1 class="prod-title">Folding Chair</h1><div class="brand"><a href="/brand/comfy">Comfy</a></div>
      <span class="price-group"><span class="price-currency">$</span><span class="price-characteristic">17</span><span class="price-mark">.</span><span class="price-mantissa">88</span></span>
      <div>Was <span class="old">$24.00</span></div><div>Free shipping on orders over $35</div>
      <button class="prod-cta">Add to cart</button><div>Item # 446831</div></main>
      <section><h2>Similar items</h2><ul><li><a href="/ip/1">Stool $9.99</a></li></ul></section></body></html>`,
    shows: {
      price: 17.88,
      regularPrice: 24,
      currency: 'USD',
      availability: 'in_stock',
      sku: '446831',
      brand: 'Comfy',
    },
  },
  {
    name: 'raised cents without a separator, and a discount code',
    url: 'https://www.mobelhuset.se/p/hylla-vit-80456123',
    html: `<html lang="sv"><title>HYLLA bokhylla, vit | Möbelhuset</title><body><h1><span>HYLLA</span> <span>bokhylla, vit</span></h1>
      <div class="pip-price"><span class="currency">kr</span> <span class="integer">1 295</span></div><p>Ord. pris 1 495:-</p>
      <p>Finns i lager</p><button><span>Lägg i varukorgen</span></button><div><span>Artikelnummer</span><span>804.561.23</span></div></body></html>`,
    shows: { price: 1295, regularPrice: 1495, currency: 'SEK', availability: 'in_stock', sku: '804.561.23' },
  },
  {
    name: 'a French shop: cents after the euro sign, sold out',
    url: 'https://www.maison-exemple.fr/lampe-arc-12873.html',
    html: `<html lang="fr"><title>Lampe Arc en métal - Maison Exemple</title><body><nav><a href="/p">Promo dès 5 €</a></nav>
      <h1>Lampe Arc en métal</h1><p class="prix"><span class="prix-actuel">129<sup>€90</sup></span> <del>159,90 €</del></p>
      <p>dont éco-participation : 0,25 €</p><p class="dispo">Produit épuisé</p><a class="btn" href="#">M'alerter</a><p>Réf. : LA-12873</p><p>Marque : Lumio</p>
      <h3>Vous aimerez aussi</h3><div class="produit"><span class="prix">49,90 €</span></div></body></html>`,
    shows: {
      price: 129.9,
      regularPrice: 159.9,
      currency: 'EUR',
      availability: 'out_of_stock',
      sku: 'LA-12873',
      brand: 'Lumio',
    },
  },
  {
    name: 'a German shop: thousands with a point, unit price, definition list',
    url: 'https://www.werkzeug-beispiel.de/bohrhammer-x5',
    html: `<html lang="de"><title>Bohrhammer X5 kaufen</title><body><div class="header-cart">Warenkorb 0,00 €</div><div class="product--details"><h1 class="product--title">Bohrhammer X5</h1>
      <div class="product--price"><span class="price--content">1.299,00&nbsp;€ *</span><span class="price--line-through">1.499,00 €</span></div>
      <p>Grundpreis: 12,99 € / 100 g</p><p class="product--tax">Preise inkl. MwSt. zzgl. Versandkosten 4,90 €</p>
      <p class="delivery--text">Sofort versandfertig, Lieferzeit ca. 1-3 Werktage</p><button class="buybox--button">In den <span>Warenkorb</span></button>
      <ul><li><strong>Artikel-Nr.:</strong> <span>SW10023</span></li></ul><dl><dt>Hersteller</dt><dd>Hammerwerk</dd><dt>EAN</dt><dd>4006381333931</dd><dt>Hersteller-Nr.</dt><dd>HX-500</dd></dl></div></body></html>`,
    shows: {
      price: 1299,
      regularPrice: 1499,
      currency: 'EUR',
      availability: 'in_stock',
      sku: 'SW10023',
      gtin: '4006381333931',
      mpn: 'HX-500',
      brand: 'Hammerwerk',
    },
  },
  {
    name: 'a Polish shop: spaces in thousands, the lowest price of 30 days, instalments',
    url: 'https://sklep-przyklad.pl/rower-gorski-m3',
    html: `<html lang="pl"><title>Rower górski M3 - Sklep</title><body><h1>Rower górski M3</h1><div class="cena-box"><span class="cena">2&nbsp;499,00&nbsp;zł</span>
      <span class="stara-cena">2 899,00 zł</span><p>Najniższa cena z 30 dni: 2 399,00 zł</p><p>Raty od 10 x 249,90 zł</p></div><p>Dostępność: <b>dostępny</b></p>
      <button>Do koszyka</button><p>Kod produktu: RG-M3-17</p><p>Producent: <a href="/producent/velo">Velo</a></p></body></html>`,
    shows: {
      price: 2499,
      regularPrice: 2899,
      currency: 'PLN',
      availability: 'in_stock',
      sku: 'RG-M3-17',
      brand: 'Velo',
    },
  },
  {
    name: 'a Czech shop: crowns with and without tax',
    url: 'https://eshop-priklad.cz/hrnek-modry/',
    html: `<html lang="cs"><title>Hrnek modrý</title><body><h1>Hrnek modrý</h1><div class="p-price"><div class="price-additional">247,93 Kč bez DPH</div><strong class="price-final">300 Kč</strong></div>
      <span class="availability-label">Skladem (5 ks)</span><button>Do košíku</button><table><tr><th>Kód:</th><td>H-77</td></tr><tr><th>Značka:</th><td>Keram</td></tr></table></body></html>`,
    shows: { price: 300, currency: 'CZK', availability: 'in_stock', sku: 'H-77', brand: 'Keram' },
  },
  {
    name: 'a Japanese shop: full-width digits and yen after the number',
    url: 'https://item.ichiba.co.jp/shop/tea-200/',
    html: `<html lang="ja"><title>煎茶 200g 静岡産</title><body><table><tr><td><h1>煎茶 200g 静岡産</h1><span class="item_number">商品番号：tea-200</span></td></tr><tr><td>
      <span class="price2">１，２８０円</span> 税込、送料別</td></tr><tr><td><button>かごに追加</button></td></tr></table><p>送料 550円</p></body></html>`,
    shows: { price: 1280, currency: 'JPY', availability: 'in_stock', sku: 'tea-200' },
  },
  {
    name: 'a Russian shop that has none left',
    url: 'https://magazin-primer.ru/catalog/chainik-t100/',
    html: `<html lang="ru"><title>Чайник Т-100 купить</title><body><h1>Чайник Т-100</h1><div class="price">3 490 ₽ <s>4 190 ₽</s></div><div class="stock">Нет в наличии</div>
      <a class="button">Сообщить о поступлении</a><p>Артикул: 100-456</p><p>Производитель: Самовар</p></body></html>`,
    shows: {
      price: 3490,
      regularPrice: 4190,
      currency: 'RUB',
      availability: 'out_of_stock',
      sku: '100-456',
      brand: 'Самовар',
    },
  },
  {
    name: 'a Brazilian shop: instalments beside the price',
    url: 'https://www.lojaexemplo.com.br/tenis-corrida-azul/p',
    html: `<html lang="pt-BR"><title>Tênis Corrida Azul</title><body><h1>Tênis Corrida Azul</h1><div>de <s>R$ 399,90</s> por <strong class="best-price">R$ 299,90</strong></div><p>ou 10x de R$ 29,99 sem juros</p>
      <button>Comprar</button><p>Código do produto: 98765</p><p>Marca: Passo</p></body></html>`,
    shows: {
      price: 299.9,
      regularPrice: 399.9,
      currency: 'BRL',
      availability: 'in_stock',
      sku: '98765',
      brand: 'Passo',
    },
  },
  {
    name: 'a Colombian shop: points for thousands without cents',
    url: 'https://www.tienda-ejemplo.com.co/silla-oficina/p',
    html: `<html lang="es-CO"><title>Silla de oficina</title><body><h1>Silla de oficina</h1><span class="precio">$ 349.900</span><button>Agregar al carrito</button><p>SKU: SO-11</p></body></html>`,
    shows: { price: 349900, currency: 'COP', availability: 'in_stock', sku: 'SO-11' },
  },
  {
    name: 'a Hebrew shop',
    url: 'https://www.hanut.co.il/item/5512',
    html: `<html lang="he"><title>מנורת שולחן</title><body><h1>מנורת שולחן</h1><span class="price">₪ 1,249</span><p>מק"ט: 5512-A</p><p>יצרן: אורן</p><button>הוסף לסל</button></body></html>`,
    shows: { price: 1249, currency: 'ILS', availability: 'in_stock', sku: '5512-A', brand: 'אורן' },
  },
  {
    name: 'an Indian shop: lakhs',
    url: 'https://www.dukaan.in/laptop-pro-16',
    html: `<html lang="en-IN"><title>Laptop Pro 16</title><body><h1>Laptop Pro 16</h1><div class="price">₹1,29,900 <span class="mrp">MRP: <del>₹1,49,900</del></span> <span>13% off</span></div><p>EMI from ₹6,116/month</p><button>Buy Now</button></body></html>`,
    shows: { price: 129900, regularPrice: 149900, currency: 'INR', availability: 'in_stock' },
  },
  {
    name: 'a range: its lower end',
    url: 'https://www.wholesale-example.com/product-detail/bamboo-brush_1600123456789.html',
    html: `<html lang="en"><title>Bamboo Brush</title><body><h1>Bamboo Brush</h1><div class="price">US$0.35 - US$0.60</div><p>Min. order: 100 pieces</p><button>Add to cart</button><p>Model Number: BB-01</p></body></html>`,
    shows: { price: 0.35, currency: 'USD', mpn: 'BB-01' },
  },
  {
    name: 'a size that is gone while others can be had',
    url: 'https://www.kleider-beispiel.at/kleid-rot',
    html: `<html lang="de"><title>Kleid Rot</title><body><h1>Kleid Rot</h1><p class="price">€ 49,95</p><ul class="sizes"><li>36 <span>ausverkauft</span></li><li>38</li><li>40</li></ul><button class="add-to-cart">In den Warenkorb</button></body></html>`,
    shows: { price: 49.95, currency: 'EUR', availability: 'in_stock' },
  },
  {
    name: 'a buy button that is switched off',
    url: 'https://www.shop-example.co.uk/products/blue-vase',
    html: `<html lang="en"><title>Blue Vase – Shop Example</title><body><h1 class="product__title">Blue Vase</h1><div class="price price--sold-out"><span class="visually-hidden">Regular price</span><span class="price-item price-item--regular">£24.00</span></div>
      <button name="add" disabled="disabled"><span>Sold out</span></button></body></html>`,
    shows: { price: 24, currency: 'GBP', availability: 'out_of_stock' },
  },
  {
    name: 'a page whose product stands in no heading',
    url: 'https://old-shop.example/item.php?id=771',
    html: `<title>Brass Door Knob | Old Shop</title><body><table><tr><td><font size="4"><b>Brass Door Knob</b></font></td></tr><tr><td>Our price: $18.50</td></tr><tr><td>Code: DK-771</td></tr></table></body>`,
    shows: { title: 'Brass Door Knob', price: 18.5, currency: null, sku: 'DK-771' },
  },
  {
    name: 'a Swiss shop: apostrophes and dashes',
    url: 'https://www.uhren-beispiel.ch/de/uhr-classic',
    html: `<html lang="de-CH"><title>Uhr Classic</title><body><h1>Uhr Classic</h1><div class="price">CHF 1’290.–</div><p>Lieferbar</p><p>Art. Nr. 4711.22</p><button>Jetzt kaufen</button></body></html>`,
    shows: { price: 1290, currency: 'CHF', availability: 'in_stock', sku: '4711.22' },
  },
  {
    name: 'a Turkish shop',
    url: 'https://www.ornek-magaza.com.tr/supurge-p-123456',
    html: `<html lang="tr"><title>Süpürge X</title><body><h1>Süpürge X</h1><span class="prc-org">4.999,00 TL</span><span class="prc-dsc">3.799,90 TL</span><button>Sepete Ekle</button><p>Ürün Kodu: SPX-1</p><p>Marka: Temiz</p></body></html>`,
    shows: { price: 3799.9, currency: 'TRY', availability: 'in_stock', sku: 'SPX-1', brand: 'Temiz' },
  },
];

describe('the product that a page shows', () => {
  it.each(pages)('$name', ({ html, url, shows }) => {
    const product = read(html, url);
    const seen = Object.fromEntries(
      Object.keys(shows).map((field) => [field, product[field as keyof typeof shows]]),
    );
    expect(seen).toEqual(shows);
  });
});

function read(html: string, url: string): VisibleProduct {
  const page = describePage(parsePage(html), url);
  if (page === null) throw new Error(`${url} is no address`);
  return readVisibleProduct(page, { title: null, currency: null, structured: null });
}
