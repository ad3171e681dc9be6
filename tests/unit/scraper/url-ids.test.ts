// A product's number out of its page's address.
import { describe, expect, it } from 'vitest';
import { readUrlId } from '../../../scraper/product/visible/url-ids.ts';

describe('the number in an address', () => {
  it.each([
    ['https://shop.example/dp/B07XJ8C8F5/ref=sr_1_3', 'B07XJ8C8F5'],
    ['https://shop.example/itm/133588510845', '133588510845'],
    ['https://shop.example/ip/Folding-Chair/446831', '446831'],
    ['https://shop.example/en/zipped-cardigan-12185160.html?cgid=men', '12185160'],
    ['https://shop.example/tv/c7200a278526196/fernbedienung-tv.html', '278526196'],
    ['https://shop.example/sock.html?childSku=545642356', '545642356'],
    ['https://shop.example/item.php?id=771', '771'],
    ['https://shop.example/24h/M67296549.htm', 'M67296549'],
    ['https://shop.example/Prod/144432/', '144432'],
  ])('of %s is %s', (url, id) => {
    expect(readUrlId(url)).toEqual({ id, isSure: true });
  });

  it.each([
    'https://shop.example/products/blue-vase',
    'https://shop.example/insole-hoda-380',
    'https://shop.example/favorable_1409.html',
    'https://shop.example/',
    'https://shop.example/%E0%A4%A',
    'no address',
  ])('of %s is none that is sure', (url) => {
    expect(readUrlId(url)?.isSure ?? false).toBe(false);
  });
});
