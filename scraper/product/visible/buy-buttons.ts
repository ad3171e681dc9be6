// Finds the buttons that put the page's product into the cart.
import type { PageElement } from '../../page/parsed-page.ts';
import { namesOf, parentOf } from './element-names.ts';
import { zones } from './element-zones.ts';
import type { PageText, TextRun } from './page-text.ts';
import type { PageZones } from './page-zones.ts';
import { buyWords } from './stock-words.ts';

export interface BuyButton {
  offset: number;
  isDisabled: boolean;
  isHidden: boolean;
  /** Whether its caption says so, or only its names. */
  isCaptioned: boolean;
}

const buyNames =
  /\b(add-?(item-?)?to-?(your-?|my-?|shopping-?)?(cart|basket|bag|trolley|order)|button-?(cart|buy)|buy-?(now|it-?now|button|btn)|btn-?(add|buy|cart|basket|addtocart)|(cart|basket|buy)-?(btn|button|submit)|to-?cart|product-form-submit|single-add-to-cart-button|kaufen|warenkorb|do-?koszyka|do-?kosik[au])\b/;

const longestCaption = 40;

/** Those of other products, the header's cart and the like left out. */
export function findBuyButtons(text: PageText, zoneMap: PageZones): BuyButton[] {
  const spots = [
    ...text.buttons.filter((button) => button.text.length <= longestCaption),
    ...text.runs.filter((run) => run.text.length <= longestCaption),
  ];
  return spots.flatMap((spot) => {
    const button = buttonOf(spot);
    if (button === null || spot.offset >= zoneMap.relatedFrom) return [];
    if (zoneMap.of(button) & (zones.related | zones.site | zones.cart)) return [];
    const isHidden = (zoneMap.of(button) & zones.hidden) !== 0;
    const isCaptioned = buyWords.test(spot.text);
    return [{ offset: spot.offset, isDisabled: isDisabled(button), isHidden, isCaptioned }];
  });
}

/** The button whose caption the text is, if it buys. */
function buttonOf(spot: TextRun): PageElement | null {
  let element: PageElement | null = spot.element;
  for (let level = 0; level < 4 && element !== null; level += 1) {
    if (buttonTags.has(element.name) || /\b(btn|button)\b/.test(namesOf(element))) {
      return buyNames.test(namesOf(element)) || buyWords.test(spot.text) ? element : null;
    }
    element = parentOf(element);
  }
  return null;
}

const buttonTags = new Set(['button', 'input', 'a']);

function isDisabled(button: PageElement): boolean {
  const { disabled, 'aria-disabled': ariaDisabled } = button.attribs;
  return (
    disabled !== undefined ||
    ariaDisabled === 'true' ||
    /\b(disabled|sold-?out|out-?of-?stock|unavailable)\b/.test(namesOf(button))
  );
}
