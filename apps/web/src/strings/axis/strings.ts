// The texts of the page that lines products up, in the language of the pages; fetched only with the page.
import { language } from '../strings.ts';
import { type AxisStrings, en } from './en.ts';

/** Read while drawing, never while a module is loaded. */
export let axisStrings: AxisStrings = en;

/** Call before the page is drawn. */
export async function loadAxisLanguage(): Promise<void> {
  if (language === 'de') axisStrings = (await import('./de.ts')).de;
}
