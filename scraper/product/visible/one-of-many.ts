// Tells a notice about one size, colour or branch of several: it being gone says nothing of the rest.
import type { PageElement } from '../../page/parsed-page.ts';
import { ancestry, namesOf, parentOf } from './element-names.ts';
import type { TextRun } from './page-text.ts';

const choiceNames =
  /\b(swatch\w*|variants?|variations?|options?|store|branch|filial\w*|pickup|collect|tooltip|legend|template|legende)\b|(^|\s|(product|select|item|pick|choose|attribute)-)(sizes?|colou?rs?)(?=\s|$|-(items?|list|options?|select\w*|pick\w*|button|box|value|label|guide|wrap\w*|container))/;

/** By what it stands in: a choice, or an element called one. */
export function isOneOfMany(element: PageElement): boolean {
  for (const outer of ancestry(element, 4)) {
    if (outer.name === 'option' || outer.name === 'label' || choiceNames.test(namesOf(outer))) return true;
  }
  return false;
}

/** `<li>40 <span>Sold out</span></li>`: the size before it, in the same small element. */
export function isSize(before: TextRun | undefined, notice: PageElement): boolean {
  if (before === undefined || !sizeText.test(before.text)) return false;
  const choice = parentOf(before.element);
  return ancestry(notice, 3).some(
    (outer) => outer === before.element || (outer === choice && choiceTags.has(outer.name)),
  );
}

const choiceTags = new Set(['li', 'label', 'button', 'a', 'option', 'td']);
const sizeText =
  /^((EU|UK|US|W|L|Gr\.?) ?)?(\d{1,3}([.,]5|\/\d{1,2})?|\d?X{0,4}[SML]|one size)( ?(EU|UK|US))?$/i;
