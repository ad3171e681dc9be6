// The words of a question that say nothing of the product: left out before anything is looked up.

const english =
  'a an and are as at be by brand can could do does for from get give got has have having how i if in is it its like ' +
  'looking look looks me my need of on one ones or our please recommend show some something suggest tell that the ' +
  'their them there these they thing this those to us want wants we what whats which who with would you your ' +
  'any all anything buy find shop shops store stores sell sells sold offer offers product products item items kind ' +
  'kinds type types sort sorts price priced prices cost costs costing budget cheap cheaper cheapest expensive most ' +
  'least less more than best good great nice available stock new newest latest also but just only really very too ' +
  'when where why will not no without list search came come comes i am im ive id';
const german =
  'der die das den dem des ein eine einen einem einer eines und oder mit im in am an auf aus für von zu zum zur ' +
  'ich wir ihr du sie es mir mich uns euch ist sind hat habt haben gibt gib zeig zeige zeigt suche suchen such ' +
  'finde finden möchte will hätte gern gerne brauche bitte welche welcher welches welchen was wie wo wer etwas ' +
  'alle alles kann können soll sollte preis preise kosten kostet kosten günstig günstige günstigste günstigsten ' +
  'billig billigste billigsten teuer teuerste teuersten neu neueste neuesten lieferbar vorrätig lager auch nur sehr ' +
  'als bei nach über unter bis ab nicht kein keine keinen ohne art produkt produkte laden shop';

const silent: ReadonlySet<string> = new Set(`${english} ${german}`.split(' '));

/** Whether a word, folded, says nothing of what a product is. */
export const isSilent = (word: string): boolean => silent.has(word) || word.length < 2;

/** The other forms of a word that shops and shoppers use for the same thing: one of them, or several. */
export function numbersOf(word: string): string[] {
  if (word.length < 3) return [word];
  const forms = [word, `${word}s`, `${word}es`];
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  else if (word.endsWith('y')) forms.push(`${word.slice(0, -1)}ies`);
  if (/(?:s|x|z|ch|sh)es$/.test(word)) forms.push(word.slice(0, -2));
  if (word.endsWith('s') && !word.endsWith('ss')) forms.push(word.slice(0, -1));
  return forms;
}

/** The beginning that all forms of a word share: what is looked for in a text. */
export function stemOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return word.slice(0, -3);
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word.length > 4 && word.endsWith('y') ? word.slice(0, -1) : word;
}
