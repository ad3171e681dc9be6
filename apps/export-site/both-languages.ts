// Every text of the site in each language, side by side: the browser hides those that its reader does not prefer.
import { de } from '../web/src/strings/de.ts';
import { en, type Strings } from '../web/src/strings/en.ts';
import { type Html, html } from './html.ts';
import { type SiteStrings, siteDe, siteEn } from './site-strings.ts';

interface Words {
  /** Of the pages that a server gives. */
  web: Strings;
  site: SiteStrings;
  locale: 'en' | 'de';
}

const languages: readonly Words[] = [
  { web: en, site: siteEn, locale: 'en' },
  { web: de, site: siteDe, locale: 'de' },
];

/** Once where both say the same, as with many prices. */
export function both(say: (words: Words) => string): Html {
  const texts = languages.map((words) => ({ locale: words.locale, text: say(words) }));
  if (texts.every(({ text }) => text === texts[0]?.text)) return html`${texts[0]?.text ?? ''}`;
  return html`${texts.map(({ locale, text }) => html`<span class="in" lang="${locale}">${text}</span>`)}`;
}
