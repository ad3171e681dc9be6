// The demo shop's catalogue: every tap with its words, its price, and the truth about how it looks.
import { createHash } from 'node:crypto';
import { type Brand, brands, type Combination, combinations, ranges, shapeWords } from './assortment.ts';
import { type Finish, type FinishId, finishById } from './finishes.ts';
import { type Scene, scenes } from './scenes/scenes.ts';
import { type SeededRandom, seededRandom, shuffled } from './seeded-random.ts';
import { type Shape, type ShapeId, shapes } from './shapes/shapes.ts';

/** How one photo is taken. */
export interface PhotoPose {
  /** Opaque: says nothing about the tap. The photo is served as /photos/<id>.jpg. */
  id: string;
  scene: string;
  turn: number;
  pitch: number;
  roll: number;
}

export interface DemoTap {
  slug: string;
  sku: string;
  title: string;
  brand: string;
  description: string;
  shape: ShapeId;
  body: FinishId;
  handles: FinishId;
  /** 'Chrome', or 'Polished Gold with Purple Handles'. */
  finishLabel: string;
  /** The scene of the first photo, in words. */
  background: string;
  /** Dollars. */
  price: number;
  currency: 'USD';
  availability: 'in_stock' | 'out_of_stock';
  /** Root first. */
  category: string[];
  photos: PhotoPose[];
  /** When the page last changed. */
  updatedAt: Date;
  /** Decides the proportions of the drawing. */
  seed: string;
}

/** The whole catalogue; the same seed always gives the same taps in the same order. */
export function demoCatalogue(seed = 1): DemoTap[] {
  const random = seededRandom('catalogue', seed);
  const deal = shapeDealer(random);
  const taken = new Set<string>();
  const taps = combinations.flatMap((combination) =>
    deal(combination.designs).flatMap((shape) =>
      makersOf(combination, random).map((brand) => tapOf({ seed, combination, shape, brand, random, taken })),
    ),
  );
  return shuffled(taps, random);
}

/** Deals different shapes from shuffled decks, so that each is stocked about equally often. */
function shapeDealer(random: SeededRandom): (count: number) => Shape[] {
  let deck: Shape[] = [];
  return (count) => {
    // A new deck goes under the old one: what was dealt least is dealt first.
    if (deck.length < count * 2) deck = [...deck, ...shuffled(shapes, random)];
    const hand = [...new Set(deck)].slice(0, count);
    for (const shape of hand) deck.splice(deck.indexOf(shape), 1);
    return hand;
  };
}

/** Brands from different price tiers, so that a dearer tap has a cheaper look-alike. */
function makersOf({ brands: count }: Combination, random: SeededRandom): Brand[] {
  const step = brands.length / count;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor(index * step);
    return random.pick(brands.slice(from, Math.floor((index + 1) * step)));
  });
}

function tapOf(choice: {
  seed: number;
  combination: Combination;
  shape: Shape;
  brand: Brand;
  random: SeededRandom;
  taken: Set<string>;
}): DemoTap {
  const { combination, shape, brand, random } = choice;
  const [body, handles] = [finishById(combination.body), finishById(combination.handles)];
  const words = shapeWords[shape.id];
  const finishLabel = labelOf(body, handles);
  const range = freshRange(choice, `${brand.name} ${words.noun} ${finishLabel}`);
  const title = `${range} ${words.noun}, ${finishLabel}`;
  const sku = skuOf(choice.seed, brand.name, title);
  const photos = posesOf(sku, shape, combination, random);
  const background = scenes.find((scene) => scene.id === photos[0]?.scene)?.label ?? '';
  return {
    slug: `${slugOf(title)}-${sku.slice(-4).toLowerCase()}`,
    sku,
    title,
    brand: brand.name,
    description: `${words.about}, in ${finishLabel.toLowerCase()}. Solid brass body, ceramic-disc valve, ${random.pick(['five', 'ten', 'fifteen'])}-year guarantee. Part of the ${range} range by ${brand.name}.`,
    shape: shape.id,
    body: body.id,
    handles: handles.id,
    finishLabel,
    background,
    price: priceOf(words.price, brand, body, handles, random),
    currency: 'USD',
    availability: random.chance(0.09) ? 'out_of_stock' : 'in_stock',
    category: [...words.category],
    photos,
    updatedAt: new Date(
      Date.UTC(2025, 0, 6 + Math.floor(random.between(0, 240)), 9, Math.floor(random.between(0, 60))),
    ),
    seed: sku,
  };
}

function labelOf(body: Finish, handles: Finish): string {
  if (body.id === handles.id) return body.label;
  const word = handles.word.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
  return `${body.label} with ${word} Handles`;
}

/** A range name this brand has not used for the same thing yet, so that titles stay unique. */
function freshRange({ random, taken }: { random: SeededRandom; taken: Set<string> }, rest: string): string {
  const free = ranges.filter((range) => !taken.has(`${range} ${rest}`));
  const range = random.pick(free.length > 0 ? free : ranges);
  taken.add(`${range} ${rest}`);
  return range;
}

function posesOf(sku: string, shape: Shape, combination: Combination, random: SeededRandom): PhotoPose[] {
  const count = random.chance(0.3) ? 2 : 1;
  const kinds = random.chance(0.62) ? (['studio', 'room'] as const) : (['room', 'studio'] as const);
  const side = random.chance(0.5) ? 1 : -1;
  return kinds.slice(0, count).map((kind, index) => ({
    id: digest(`${sku}/${index}`, 14),
    scene: sceneFor(kind, shape, combination, random).id,
    turn: rounded(side * (index === 0 ? 1 : -1) * random.between(shape.turn[0], shape.turn[1])),
    pitch: rounded(shape.mount === 'wall' ? random.between(6, 14) : random.between(11, 17)),
    roll: rounded(random.between(-1.2, 1.2)),
  }));
}

/** Dark taps are not photographed on charcoal, white ones not on pure white: nobody would see them. */
function sceneFor(kind: Scene['kind'], shape: Shape, combination: Combination, random: SeededRandom): Scene {
  const dark = ['matte-black', 'gunmetal', 'bronze', 'navy'].includes(combination.body);
  const pale = combination.body === 'white';
  const fits = scenes.filter(
    (scene) =>
      scene.kind === kind &&
      scene.mounts.includes(shape.mount) &&
      !(dark && scene.backdrop < 0.5) &&
      !(pale && scene.kind === 'studio' && scene.backdrop > 0.87),
  );
  const others = scenes.filter(
    (scene) => scene.kind === 'studio' && scene.backdrop > 0.55 && scene.backdrop < 0.87,
  );
  return random.pick(fits.length > 0 ? fits : others);
}

const finishPremium: Partial<Record<FinishId, number>> = {
  chrome: 0.88,
  'polished-gold': 1.28,
  'brushed-gold': 1.24,
  copper: 1.22,
  'rose-gold': 1.25,
  bronze: 1.12,
  brass: 1.15,
};

/** Ends in .00, .50, .95 or .99, as prices do. */
function priceOf(base: number, brand: Brand, body: Finish, handles: Finish, random: SeededRandom): number {
  const premium = finishPremium[body.id] ?? 1.06;
  const twoTone = body.id === handles.id ? 1 : 1.12;
  const amount = base * brand.tier * premium * twoTone * random.between(0.9, 1.12);
  return Math.floor(amount) + random.pick([0, 0.5, 0.95, 0.99]);
}

function skuOf(seed: number, brand: string, title: string): string {
  const initials = brand
    .replace(/[^A-Z]/g, '')
    .slice(0, 2)
    .padEnd(2, 'X');
  return `${initials}-${digest(`${seed}/${brand}/${title}`, 8).toUpperCase()}`;
}

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const digest = (text: string, size: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, size);
const rounded = (value: number): number => Math.round(value * 10) / 10;
