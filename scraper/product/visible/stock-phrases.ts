// Phrases about stock that mean something else than their words: what is gone is not the product, or is hoped to return.
import { phrasePattern } from './phrase-pattern.ts';

/** What may be missing while the product is there: a picture of it, one branch's stock, a way to get it. */
const otherThings =
  /\b(images?|photos?|pictures?|video|preview|bild|foto|imagen|pick-?up|collection|in-?store|reviews?|option|service|(your|selected|chosen|nearest|this|local) (store|shop|branch|area)|branch|branches|filiale|markt|abholung|retrait|retiro|ritiro)\b/i;

export function isElsewhereGone(text: string): boolean {
  return otherThings.test(text);
}

const backInStock = phrasePattern(`
  back in stock, available again, becomes available, is available again, wieder vorrätig, wieder lieferbar, wieder verfügbar, wieder auf lager, wieder da, de nouveau disponible, à nouveau disponible, retour en stock, de nouveau en stock, à nouveau en stock, de nouveau approvisionné,
  di nuovo disponibile, torna disponibile, tornerà disponibile, sarà disponibile, vuelva a estar disponible, volverá a estar disponible, esté disponible, de nuevo disponible, de nuevo en stock, voltar ao estoque, estiver disponível, volte a estar disponível,
  weer op voorraad, weer leverbaar, weer beschikbaar, ponownie dostępny, znów dostępny, będzie dostępny, opět skladem, bude skladem, opäť na sklade, bude na sklade, ismét elérhető, újra raktáron, din nou disponibil, din nou în stoc, revine în stoc,
  åter i lager, tillbaka i lager, tilbage på lager, tilbake på lager, появится в наличии, снова в наличии, поступит в продажу, з'явиться в наявності`);

/** What makes a return a hope: "Back in stock!" alone says that it is there. */
const hopes =
  /(?<!\p{L})(when|if|once|as soon|alert|notify|notif\w*|e-?mail|sobald|wenn|wann|falls|quand|dès|lorsque|prévenir|prévenez|avertir|alerte|cuando|cuándo|quando|appena|wanneer|zodra|gdy|kiedy|jakmile|až|keď|ak|когда|коли|ha|amint|când|cand|när|når)(?!\p{L})/iu;

/** "Email me when it is back in stock", "we don't know if it will be available again". */
export function awaitsReturn(text: string): boolean {
  return backInStock.test(text) && hopes.test(text);
}

/** The whole caption of a button. */
const waiting =
  /^(notify me|email me|alert me|remind me|get notified|notify|waitlist|wait ?list|join (the )?wait ?list|benachrichtigen|prévenez-moi|avísame|avise-me|avisem-me|avvisami|houd me op de hoogte|powiadom|сообщить)!?$/i;

export function isWaiting(text: string): boolean {
  return text.length < 30 && waiting.test(text.trim());
}
