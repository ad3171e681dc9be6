// Tells whether a page has the one form that puts its product into the cart, as shop systems write it.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';

/** Names and ids in the product forms of Shopify, WooCommerce, Magento, PrestaShop, OpenCart, Shopware, BigCommerce and many more. */
const controlName =
  /^(qty|quantity|amount|button-cart|button-add-to-cart|add-to-cart|add_to_cart|addtocart|product-?addtocart-?button|product_addtocart_form|single_add_to_cart_button|form-action-addToCart|buy_now|add-to-cart-button|input-quantity)$/i;
const cartAction =
  /\/(cart|basket|checkout\/cart|warenkorb|panier|carrito|carrello|koszyk|kosik|kosarica|winkelwagen)(\/|\.\w+)?(add|$|\?)|[?&/]add-?_?to-?_?cart|buy\.html/i;

/** More of them are a list's, one for each product. */
const mostForms = 3;

/** Never throws. */
export function hasBuyForm(page: ParsedPage): boolean {
  const forms = page
    .byTag('form')
    .filter(({ attribs }) => cartAction.test((attribs.action ?? '').slice(0, 500)));
  if (forms.length > 0) return forms.length <= mostForms;
  const controls = [...page.byTag('input'), ...page.byTag('select'), ...page.byTag('button')].filter(
    isBuyControl,
  );
  return controls.length > 0 && controls.length <= mostForms * 2;
}

function isBuyControl({ attribs }: PageElement): boolean {
  return [attribs.name, attribs.id].some(
    (value) => value !== undefined && controlName.test(value.slice(0, 60)),
  );
}
