// The texts of the page that runs the model itself, in the language of the pages; fetched only with the page.
import { language } from '../strings.ts';
import { en, type InBrowserStrings } from './en.ts';

/** Read while drawing, never while a module is loaded. */
export let inBrowserStrings: InBrowserStrings = en;

/** Call before the page is drawn. */
export async function loadInBrowserLanguage(): Promise<void> {
  if (language === 'de') inBrowserStrings = (await import('./de.ts')).de;
}
