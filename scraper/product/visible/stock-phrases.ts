// Phrases about stock that mean something else than their words: what is gone is not the product, or is hoped to return.
import { phrasePattern } from './phrase-pattern.ts';

/** What may be missing while the product is there: a picture of it, one branch's stock, a way to get it. */
const otherThings = phrasePattern(`
  image, images, photo, photos, picture, pictures, video, preview, bild, foto, imagen, review, reviews, option, options, service, pickup, pick-up, pick up, collection, in-store, in store, instore, in stores, your store, selected store, chosen store, nearest store, this store, local store, your shop, your branch, local branch, branch, branches, your area,
  gift, gift wrap, engraving, express, express delivery, express shipping, next day, same day, cash on delivery, payment, installation, assembly, almost, if an item, if the item, if a product, if it is, items ship, once it is, filiale, filialen, markt, abholung, in der filiale, vor ort, nachnahme, magasin, en magasin, retrait, livraison express, tienda, en tienda, recogida, retiro, retiro en tienda, ritiro, negozio, in negozio, loja, na loja, retirada,
  winkel, afhalen, odbiór osobisty, w salonie, prodejna, prodejně, predajni, osobní odběr, osobný odber, boltban, magazin, ridicare, butik, i butik, butikk, myymälässä, mağaza, самовывоз, в магазине, самовивіз, 店舗, 門市, 매장`);

/** @param label what stands before the notice in the same element: `Store pickup <b>not available</b>` */
export function isElsewhereGone(text: string, label: string): boolean {
  // Gone online is gone, wherever else it may be had.
  if (/(?<!\p{L})online(?!\p{L})/iu.test(text)) return false;
  return otherThings.test(text) || (label.length < 40 && otherThings.test(label)) || /\d ?%/.test(text);
}

/** None of it: `0 in stock`, `Stock: 0`. */
const noneLeft =
  /(^|[^\d.,])0 ?(x |ks |st\.? |szt\.? |pcs )?(in stock|available|items? left|left|vorrätig|auf lager|verfügbar|en stock|disponibles?|disponibili|op voorraad|skladem|na sklade|in magazzino|в наличии)(?!\p{L})|(stock|stock level|bestand|lagerbestand|auf lager|verfügbar|voorraad|stan magazynowy|skladem|quantity available|in stock|available|availability|在庫数?|库存|庫存|재고)\s?[:：]\s?(0(?![\d.,])|no(?!\p{L})|none(?!\p{L}))/iu;

export function isNoneLeft(text: string): boolean {
  return noneLeft.test(text);
}

const backInStock = phrasePattern(`
  back in stock, available again, becomes available, is available again, wieder vorrätig, wieder lieferbar, wieder verfügbar, wieder auf lager, wieder da, de nouveau disponible, à nouveau disponible, retour en stock, de nouveau en stock, à nouveau en stock, de nouveau approvisionné,
  di nuovo disponibile, torna disponibile, tornerà disponibile, sarà disponibile, vuelva a estar disponible, volverá a estar disponible, esté disponible, de nuevo disponible, de nuevo en stock, voltar ao estoque, estiver disponível, volte a estar disponível,
  weer op voorraad, weer leverbaar, weer beschikbaar, ponownie dostępny, znów dostępny, będzie dostępny, opět skladem, bude skladem, opäť na sklade, bude na sklade, ismét elérhető, újra raktáron, din nou disponibil, din nou în stoc, revine în stoc,
  åter i lager, tillbaka i lager, tilbage på lager, tilbake på lager, появится в наличии, снова в наличии, поступит в продажу, з'явиться в наявності`);

/** What makes a return a hope: "Back in stock!" alone says that it is there. */
const hopes =
  /(?<!\p{L})(when|if|once|soon|bientôt|bald|demnächst|presto|pronto|próximamente|em breve|binnenkort|wkrótce|brzy|čoskoro|hamarosan|curând|скоро|snart|pian|as soon|alert|notify|notif\w*|e-?mail|sobald|wenn|wann|falls|quand|dès|lorsque|prévenir|prévenez|avertir|alerte|cuando|cuándo|quando|appena|wanneer|zodra|gdy|kiedy|jakmile|až|keď|ak|когда|коли|ha|amint|când|cand|när|når)(?!\p{L})/iu;

/** "Email me when it is back in stock", "we don't know if it will be available again". */
export function awaitsReturn(text: string): boolean {
  return backInStock.test(text) && hopes.test(text);
}

/** The whole caption of a button. */
const waiting =
  /^(notify me|email me|alert me|remind me|get notified|notify|waitlist|wait ?list|join (the )?wait ?list|benachrichtigen|prévenez-moi|avísame|avise-me|avisem-me|avvisami|houd me op de hoogte|powiadom|сообщить|coming soon|sold|demnächst verfügbar|bientôt disponible|próximamente( disponible)?|em breve|prossimamente|binnenkort( leverbaar)?)!?$/i;

export function isWaiting(text: string): boolean {
  return text.length < 30 && waiting.test(text.trim());
}
