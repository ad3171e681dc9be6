// The texts of the operator's desk, in the language of the pages; fetched only with the desk.
import { language } from '../strings.ts';
import { en, type OperatorStrings } from './en.ts';

/** Read while drawing, never while a module is loaded. */
export let operatorStrings: OperatorStrings = en;

/** Call before the desk is drawn. */
export async function loadOperatorLanguage(): Promise<void> {
  if (language === 'de') operatorStrings = (await import('./de.ts')).de;
}
