// Knows a text that stands where a program found nothing to write.

const unfilled = /^(\$\{?\w+\}?|\{[{%].*|%\w+%|\[object \w+\]|undefined|null|none|nan|n\/?a|-+|\.+|\?+)$/i;

/** True for `$metabrand`, `{{brand}}`, `undefined`, `N/A` and their like, which no shopper should read. */
export function isPlaceholder(text: string): boolean {
  return unfilled.test(text.trim());
}
