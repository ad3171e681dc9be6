// What an address alone says of the page behind it: no page at all, or likely one product.

/** Extensions of what is never a page. */
const fileExtension =
  /\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|m?js|json|xml|rss|atom|txt|pdf|docx?|xlsx?|pptx?|csv|zip|gz|rar|7z|exe|dmg|apk|mp[34]|m4[av]|avi|mov|webm|ogg|wav|woff2?|ttf|eot|ics|vcf|webmanifest)$/i;

/** Doors that change something, lead nowhere for a reader without an account, or show a page again in other clothes. */
const nonShoppingPath =
  /\/(cart(-v\d)?|basket|checkouts?|warenkorb|kasse|panier|carrito|carrello|winkelwagen|koszyk|log-?in|log-?out|sign-?in|sign-?up|register|registrierung|anmelden|connexion|my-?account|account|mein-konto|mon-compte|wish-?list|merkzettel|favou?rites|compare|product_compare|wp-admin|wp-json|wp-login\.php|xmlrpc\.php|cdn-cgi|customer|sales\/guest|sendfriend|tell-a-friend|email-?a-?friend|print|druck(ansicht)?|feed|rss|share|sharer?\.php|password|recover|tracking|captcha|localization|switch-?(currency|language|store)|change-?(currency|language)|set-?(currency|language)|currency\/(switch|change)|stores\/store\/redirect|privacy(-policy)?|terms(-and-conditions|-of-service)?|impressum|datenschutz|agb|cookie-policy)(\/|\.\w+$|$)/i;

/** The same by parameters. `route` and `rt` are OpenCart's, `controller` PrestaShop's. */
const nonShoppingQuery =
  /[?&](add-to-cart|add_to_cart|addtocart|add_to_wishlist|add-to-wishlist|remove_item|action=(logout|add|compare|yith)|replytocom|share|print(able)?|printview|format=(pdf|print|feed|rss|json)|feed|tmpl=component|_wpnonce|wc-ajax|do=(add|print|login)|(route|rt)=(account|checkout|information\/contact|common\/(currency|language)|product\/compare|affiliate)|controller=(authentication|cart|order|password|my-account|pdf-\w+)|setcurrency|set_currency|switch_?currency|setlang|set_lang|switch_?lang(uage)?|___from_store|redirect_to|return_?(url|to)|back_url|login)(=|&|$|\/)/i;

/** Signs in the path that a page shows one product, common to shop systems. */
const productPath =
  /\/(products?|p|items?|dp|pd|prod|pdp|goods|artikel|produkte?|produits?|productos?|prodott[oi]|produtos?|produkty?|produse?|tovary?|product-page|shop-item|itm)\/[^/]+|[-_/]p-?\d+([/.]|$)|-i\.?\d{4,}/i;

/** What stands around a product, or groups them, by the last name in the path. */
const notProductName =
  /^\/(size-?guide|reviews?|questions|q-?and-?a|availability|specs?)\/?$|^\/(cat|category|kat|rubrik|sc|c)[-_]\d|-[cl]-?\d+\.html?$/i;

/** A section named for products that still lists many: `/product/category/taps`. */
const listingPath =
  /\/(products?|produkte?|produits?|productos?|p)\/(category|categories|tag|tags|brand|brands|collections?|page|search|filter|all|new|sale|kategori\w*|categori\w*)(\/|$)|\/(product|produkt|produit)[-_](category|categories|tag|brand)s?\//i;

/** Where the system's address is only parameters: OpenCart, osCommerce and its heirs, PrestaShop, VirtueMart. */
const productQuery =
  /[?&](route=product\/product|(rt=product\/product)|product_?id=\d|products_id=\d|id_product=\d|virtuemart_product_id=|main_page=product_info|pid=\d{3})/i;

/** True for an address worth following as a page: no file, no cart, no login, no copy for the printer. */
export function isPageAddress(url: string | URL): boolean {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return false;
  return (
    !fileExtension.test(parsed.pathname) &&
    !nonShoppingPath.test(parsed.pathname) &&
    (parsed.search === '' || !nonShoppingQuery.test(parsed.search))
  );
}

/** Cheap guess from the address alone. */
export function looksLikeProduct(url: string | URL): boolean {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return false;
  const { pathname: path, search } = parsed;
  const name = path.slice(path.lastIndexOf('/'));
  if (listingPath.test(path) || notProductName.test(name)) return false;
  // A long number in the name of an .html file is as a rule a product's id. Two tests: as one expression it backtracks.
  return (
    productPath.test(path) || productQuery.test(search) || (/\.html?$/i.test(name) && /\d{5}/.test(name))
  );
}
