// The demo catalogue holds enough of everything that searches on it can be judged.
import { describe, expect, it } from 'vitest';
import { combinations } from '../../../apps/demo-shop/assortment.ts';
import { type DemoTap, demoCatalogue } from '../../../apps/demo-shop/catalogue.ts';
import { finishes } from '../../../apps/demo-shop/finishes.ts';
import { scenes } from '../../../apps/demo-shop/scenes/scenes.ts';
import { shapes } from '../../../apps/demo-shop/shapes/shapes.ts';

const taps = demoCatalogue();
const plain = (tap: DemoTap): boolean => tap.body === tap.handles;

describe('the demo catalogue', () => {
  it('is the same for the same seed and another for another', () => {
    expect(demoCatalogue(1)).toEqual(taps);
    expect(demoCatalogue(2).map((tap) => tap.sku)).not.toEqual(taps.map((tap) => tap.sku));
  });

  it('has at least 300 taps, each with its own sku, address and photo ids', () => {
    expect(taps.length).toBeGreaterThanOrEqual(300);
    expect(new Set(taps.map((tap) => tap.sku)).size).toBe(taps.length);
    expect(new Set(taps.map((tap) => tap.slug)).size).toBe(taps.length);
    const photos = taps.flatMap((tap) => tap.photos.map((photo) => photo.id));
    expect(new Set(photos).size).toBe(photos.length);
  });

  it.each(finishes.map((finish) => finish.id))('has at least ten taps all in %s', (finish) => {
    expect(taps.filter((tap) => plain(tap) && tap.body === finish).length).toBeGreaterThanOrEqual(10);
  });

  it.each(combinations.filter(({ body, handles }) => body !== handles))(
    'has at least nine $body taps with $handles handles, in three shapes or more',
    ({ body, handles }) => {
      const pair = taps.filter((tap) => tap.body === body && tap.handles === handles);
      expect(pair.length).toBeGreaterThanOrEqual(9);
      expect(new Set(pair.map((tap) => tap.shape)).size).toBeGreaterThanOrEqual(3);
    },
  );

  it('has gold taps with purple handles in six shapes', () => {
    const pair = taps.filter((tap) => tap.body === 'polished-gold' && tap.handles === 'purple');
    expect(new Set(pair.map((tap) => tap.shape)).size).toBe(6);
  });

  it.each(shapes.map((shape) => shape.id))('has at least ten taps of the shape %s', (shape) => {
    expect(taps.filter((tap) => tap.shape === shape).length).toBeGreaterThanOrEqual(10);
  });

  it('has, for most taps, a cheaper one of the same shape and finishes', () => {
    const alike = (a: DemoTap, b: DemoTap): boolean =>
      a.shape === b.shape && a.body === b.body && a.handles === b.handles;
    const lucky = taps.filter((tap) => taps.some((other) => alike(tap, other) && other.price < tap.price));
    expect(lucky.length / taps.length).toBeGreaterThan(0.6);
  });

  it('hangs wall taps on walls and stands the others on something', () => {
    for (const tap of taps) {
      const mount = shapes.find((shape) => shape.id === tap.shape)?.mount ?? 'deck';
      for (const photo of tap.photos) {
        expect(scenes.find((scene) => scene.id === photo.scene)?.mounts).toContain(mount);
      }
    }
  });

  it('offers some taps out of stock and some with two photos', () => {
    expect(taps.filter((tap) => tap.availability === 'out_of_stock').length).toBeGreaterThan(10);
    expect(taps.filter((tap) => tap.photos.length === 2).length).toBeGreaterThan(60);
  });
});
