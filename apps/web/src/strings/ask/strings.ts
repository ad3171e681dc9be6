// The texts of the page that answers questions, in the language of the pages; fetched only with the page.
import { language } from '../strings.ts';
import { type AskStrings, en } from './en.ts';

/** Read while drawing, never while a module is loaded. */
export let askStrings: AskStrings = en;

/** Call before the page is drawn. */
export async function loadAskLanguage(): Promise<void> {
  if (language === 'de') askStrings = (await import('./de.ts')).de;
}
