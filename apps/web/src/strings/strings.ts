// The pages' language: English unless the visitor's browser, or the visitor, prefers another we have.
import { en, type Strings } from './en.ts';

export type Language = keyof typeof languages;

/** The languages by their own names; each but English is fetched only by those who read it. */
export const languages = { en: 'English', de: 'Deutsch' } as const;

const storageKey = 'lookalike:language';

export let language: Language = 'en';
/** How numbers, prices and dates are written: the visitor's own region where it speaks the language. */
export let locale = 'en';
/** Read while drawing, never while a module is loaded: the language comes later than the modules. */
export let strings: Strings = en;

/** Call once, before anything is drawn. A language that can't be fetched leaves the pages English. */
export async function loadLanguage(): Promise<void> {
  const wanted = chosenLanguage();
  if (wanted === 'de') {
    try {
      strings = (await import('./de.ts')).de;
      language = wanted;
    } catch (error) {
      // The chunk of an older build may be gone; better English words than none.
      console.warn('The German texts could not be loaded.', error);
    }
  }
  locale = navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
  document.documentElement.lang = language;
}

/** Remembers the choice and draws the page anew in it. */
export function chooseLanguage(wanted: Language): void {
  try {
    localStorage.setItem(storageKey, wanted);
  } catch {
    // Storage may be blocked; then the browser's own preference stays in force.
  }
  location.reload();
}

function chosenLanguage(): Language {
  const known = Object.keys(languages) as Language[];
  const preferred = navigator.languages.map((tag) => tag.split('-')[0]);
  return [remembered(), ...preferred].flatMap((tag) => known.filter((one) => one === tag))[0] ?? 'en';
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // blocked storage remembers nothing
  }
}
