// Which pictures of a page are its product's photos, and each of them once in its largest size.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePhotos } from '../../../scraper/product/photo-list.ts';
import { parseProductPage } from '../../../scraper/product/product-page.ts';
import { parseSrcset } from '../../../scraper/product/sources/image-address.ts';
import { identifyPhoto } from '../../../scraper/product/sources/photo-identity.ts';

const url = 'https://shop.example/p/aurora';
const photos = (html: string) =>
  parseProductPage(`<meta property="og:type" content="product"><h1>Aurora Tap</h1>${html}`, url)?.photoUrls;

describe('sizes of one photo', () => {
  it.each([
    [
      'Shopify',
      'https://cdn.shopify.com/s/files/1/tap_small.jpg?v=1',
      'https://cdn.shopify.com/s/files/1/tap_1024x1024.jpg?v=1',
    ],
    [
      'WooCommerce',
      'https://a.example/wp-content/uploads/2024/05/tap-300x300.jpg',
      'https://a.example/wp-content/uploads/2024/05/tap.jpg',
    ],
    [
      'Magento',
      'https://a.example/media/catalog/product/cache/0123456789abcdef0123456789abcdef/t/a/tap.jpg?width=100',
      'https://a.example/media/catalog/product/t/a/tap.jpg',
    ],
    ['PrestaShop', 'https://a.example/12-home_default/tap.jpg', 'https://a.example/12-large_default/tap.jpg'],
    [
      'Amazon',
      'https://m.example/images/I/71abcDEF._AC_US40_.jpg',
      'https://m.example/images/I/71abcDEF._AC_SL1500_.jpg',
    ],
    ['eBay', 'https://i.example/images/g/AbC/s-l300.jpg', 'https://i.example/images/g/AbC/s-l1600.jpg'],
    [
      'Scene7',
      'https://s7.example/is/image/tap?wid=100&hei=100',
      'https://s7.example/is/image/tap?wid=1200&fmt=webp',
    ],
    [
      'Cloudinary',
      'https://res.example/shop/image/upload/w_100,h_100,c_fit/tap.jpg',
      'https://res.example/shop/image/upload/w_900,q_auto/tap.jpg',
    ],
    ['a folder', 'https://a.example/img/200x200/tap.jpg', 'https://a.example/img/800x800/tap.jpg'],
    ['a word', 'https://a.example/img/thumb/tap.jpg', 'https://a.example/img/large/tap.jpg'],
    ['another format', 'https://a.example/img/tap.webp?w=100', 'https://a.example/img/tap.jpg?w=200'],
  ])('are known for one, and the larger is kept: %s', (_, small, large) => {
    expect(mergePhotos([[small, large]], [])).toEqual([large]);
    expect(mergePhotos([[large], [small]], [])).toEqual([large]);
  });

  it('are not mistaken for other photos', () => {
    const different = [
      'https://a.example/img/tap-front.jpg',
      'https://a.example/img/tap-back.jpg',
      'https://a.example/img/tap_1.jpg',
      'https://a.example/img/tap_2.jpg',
      'https://a.example/1/front.jpg',
      'https://a.example/2/front.jpg',
      'https://a.example/photo?id=1',
      'https://a.example/photo?id=2',
    ];
    expect(mergePhotos([different], [])).toEqual(different);
  });

  it('keep the place of the first, and stay at 50', () => {
    const many = Array.from(
      { length: 80 },
      (_, index) => `https://a.example/tap-${String.fromCharCode(97 + (index % 26))}${index}.jpg`,
    );
    expect(mergePhotos([many], [])).toHaveLength(50);
    expect(
      mergePhotos(
        [['https://a.example/a-100x100.jpg', 'https://a.example/b.jpg'], ['https://a.example/a.jpg']],
        [],
      ),
    ).toEqual(['https://a.example/a.jpg', 'https://a.example/b.jpg']);
  });

  it('are never worth an exception', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (address) => {
        expect(identifyPhoto(address).size).toBeGreaterThan(0);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (address) => {
        identifyPhoto(address);
      }),
    );
  });
});

describe('a srcset', () => {
  it.each([
    ['a.jpg 400w, b.jpg 800w', ['a.jpg', 'b.jpg']],
    ['a.jpg 1x,b.jpg 2x', ['a.jpg', 'b.jpg']],
    ['/w_1,h_2/a.jpg 400w, /w_3,h_4/a.jpg 800w', ['/w_1,h_2/a.jpg', '/w_3,h_4/a.jpg']],
    ['a.jpg', ['a.jpg']],
    ['data:image/gif;base64,R0lGOD 1w', []],
    ['', []],
  ])('%j names its pictures', (srcset, addresses) => {
    expect(parseSrcset(srcset).map(({ address }) => address)).toEqual(addresses);
  });

  it('of any text is read without an exception and without delay', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseSrcset(text);
      }),
    );
    parseSrcset(`${'a, '.repeat(6000)}${' 1w,'.repeat(500)}`);
  });
});

describe('photos of a page', () => {
  it('come from lazy-loaded galleries, noscript and links to larger pictures, in page order', () => {
    const html = `<div class="product-gallery">
      <img src="data:image/gif;base64,x" data-src="/a-600.jpg" data-zoom-image="/a-2000.jpg">
      <img src="/loader.gif" data-srcset="/b.jpg?w=400 400w, /b.jpg?w=1600 1600w">
      <a href="/c-large-view.jpg"><img src="/c-thumb-view.jpg"></a>
      <img class="lazy" src="/placeholder.png"><noscript><img src="/d.jpg"></noscript>
      <img data-a-dynamic-image='{"/e-small.jpg":[100,100],"/e-largest.jpg":[900,900]}' src="/e-small.jpg"></div>`;
    expect(photos(html)).toEqual(
      ['/a-2000.jpg', '/b.jpg?w=1600', '/c-large-view.jpg', '/d.jpg', '/e-largest.jpg'].map(
        (path) => `https://shop.example${path}`,
      ),
    );
  });

  it('leave out logos, payment badges, reviews and other products', () => {
    const html = `<header><img src="/logo.png" alt="Aurora Tap"></header><div class="product-images"><img src="/tap.jpg"></div>
      <div class="payment-icons"><img src="/visa.png"></div><img src="/badge.svg" alt="Aurora Tap">
      <div class="related-products gallery"><a href="/p/other"><img src="/other.jpg"></a></div>
      <div class="swiper"><a href="/p/another"><img src="/another.jpg" alt="Another"></a></div>
      <div class="reviews gallery"><img src="/someone.jpg"></div><footer><img src="/footer.jpg"></footer>`;
    expect(photos(html)).toEqual(['https://shop.example/tap.jpg']);
  });

  it('are taken in the largest size that a script names', () => {
    const html = `<div class="gallery"><img src="https://i.example/g/AbC/s-l300.jpg"></div>
      <script>gallery({"max": "https:\\/\\/i.example\\/g\\/AbC\\/s-l1600.jpg", "ad": "https://i.example/ad.jpg"})</script>`;
    expect(photos(html)).toEqual(['https://i.example/g/AbC/s-l1600.jpg']);
  });

  it('are OpenGraph’s when nothing else shows any', () => {
    expect(photos('<meta property="og:image" content="/share.jpg">')).toEqual([
      'https://shop.example/share.jpg',
    ]);
    expect(photos('<meta property="og:image" content="/logo.png">')).toEqual([]);
  });
});
