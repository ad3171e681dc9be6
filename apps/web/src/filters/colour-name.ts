// What a colour is called in the visitor's language.
import { strings } from '../strings/strings.ts';

/** A colour without a name, such as #b8860b, is called what it is. */
export function colourName(colour: string): string {
  const names: Readonly<Record<string, string>> = strings.colours;
  return names[colour] ?? colour;
}
