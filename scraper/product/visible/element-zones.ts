// Which part of a page an element is in: the product's own, or one of those that show something else.
import type { PageElement } from '../../page/parsed-page.ts';
import { namesOf, oncePerSpelling, parentOf } from './element-names.ts';

/** Bits, so that an element's zone is its parent's and its own in one number. */
export const zones = {
  related: 1,
  site: 2,
  cart: 4,
  reviews: 8,
  hidden: 16,
  struck: 32,
  link: 64,
  shipping: 128,
} as const;

/** Looks each element up once. @param surroundings elements that belong to the product, whatever they are called */
export function createZoneLookup(surroundings?: ReadonlySet<PageElement>): (element: PageElement) => number {
  const known = new Map<PageElement, number>();
  return (element) => {
    const pending: PageElement[] = [];
    let current: PageElement | null = element;
    while (current !== null && !known.has(current)) {
      pending.push(current);
      current = parentOf(current);
    }
    let zone = current === null ? 0 : (known.get(current) ?? 0);
    for (const inner of pending.reverse()) {
      zone |= surroundings?.has(inner) ? 0 : ownZone(inner);
      known.set(inner, zone);
    }
    return zone;
  };
}

const relatedNames =
  /\b(related|recommend\w*|similar\w*|up-?sells?|cross-?sells?(ing)?|also-?(like|bought|viewed|buy)|you-?may|recently|last-?seen|last-?viewed|best-?sellers?|suggest\w*|alternatives?|accessor(y|ies)|bundles?|frequently|fbt|bought-?together|sponsored|complete-?the|shop-?the-?look|cross|other-?products|more-?(products|from)|product-?(list|grid|slider|carousel|tiles?|cards?)|products-?(list|grid|slider|carousel)|listing|podobne|ahnlich\w*|zubehor|empfehl\w*|correlat\w*|relacionad\w*|compl[ei]ment\w*|associat\w*|souvisej\w*|kapcsolodo|merchandis\w*|richrelevance|certona|nosto|barilliance)\b/;
const siteNames =
  /\b(site|page|main|top|global|sticky)-?(header|footer|nav(igation)?|menu|bar)\b|\b(footer|navbar|nav|navigation|menu|mega-?menu|breadcrumbs?|sidebar|side-?bar|newsletter|cookie\w*|topbar|announcement|usp|promo-?(bar|banner))\b/;
const cartNames =
  /\b(mini|header|side|drawer|top|popup|modal|floating|quick)-?(cart|basket|bag)\b|\b(cart|basket|bag|warenkorb)-?(mini|summary|totals?|preview|drawer|content|dropdown|items?|subtotal|flyout|overlay|block|count)\b|\bsub-?total\b/;
const reviewNames =
  /\b(reviews?|comments?|ratings?|bewertung\w*|opini\w+|testimonials?|questions?|faq|q-?and-?a)\b/;
const shippingNames =
  /\b(shipping|delivery|versand\w*|livraison|env[ií]o|spedizion\w*|doprava|dostawa|wysylka|financ\w*|instal+ments?|klarna|afterpay|clearpay|paypal|leasing|credit|loan|raten?|splitit|zip-?pay|warranty|insurance|protection|gift-?wrap|trade-?in|points?|loyalty|bonus|cashback)\b/;
const struckNames =
  /\b(line-?through|strike\w*|crossed\w*|strikethrough|streich\w*|barre|tachado|przekreslona)\b/;

function ownZone(element: PageElement): number {
  const { name, attribs } = element;
  let zone = 0;
  if (name === 'nav' || name === 'footer' || name === 'aside') zone |= zones.site;
  if (name === 'del' || name === 's' || name === 'strike') zone |= zones.struck;
  if (name === 'a' && leadsAway(attribs.href)) zone |= zones.link;
  if (attribs.hidden !== undefined || isHiddenStyle(attribs.style)) zone |= zones.hidden;
  if (attribs.class !== undefined && isHiddenClass(attribs.class)) zone |= zones.hidden;
  if (/line-through/.test(attribs.style ?? '')) zone |= zones.struck;
  // A page's frame is named by what all of it is.
  if (name === 'body' || name === 'html' || name === 'main') return zone & ~(zones.related | zones.site);
  return zone | zoneNamed(namesOf(element));
}

const zoneNamed = oncePerSpelling((names) => {
  let zone = 0;
  if (relatedNames.test(names)) zone |= zones.related;
  if (siteNames.test(names)) zone |= zones.site;
  if (cartNames.test(names) && !/\badd-to-/.test(names)) zone |= zones.cart;
  if (reviewNames.test(names)) zone |= zones.reviews;
  if (struckNames.test(names)) zone |= zones.struck;
  if (shippingNames.test(names)) zone |= zones.shipping;
  return zone;
});

function isHiddenStyle(style: string | undefined): boolean {
  return style !== undefined && /display\s?:\s?none|visibility\s?:\s?hidden/i.test(style);
}

/** Whole classes that style sheets hide by; `hidden-xs` and `d-none d-md-block` hide only on some screens. */
const isHiddenClass = oncePerSpelling((classes) => {
  const names = classes.split(/\s+/);
  return names.some((name) => hidingClasses.has(name)) && !names.some((name) => /^d-\w\w-/.test(name));
});
const hidingClasses = new Set([
  'displaynone',
  'display-none',
  'd-none',
  'ng-hide',
  'hidden',
  'is-hidden',
  'hide',
]);

function leadsAway(href: string | undefined): boolean {
  return href !== undefined && !/^\s*($|#|javascript:|mailto:|tel:)/i.test(href);
}
