// Takes out of a text what would command the terminal: titles and reasons come from strangers' pages.

/** The text without control characters other than line breaks. */
export const harmless = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, '');
