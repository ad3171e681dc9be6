// Builds HTML from pieces with everything escaped unless it is HTML already.

/** Text that is safe to put in a page as it is. */
export interface Markup {
  markup: string;
}

type Value = string | number | Markup | readonly Markup[] | null;

/** Template tag: interpolated strings are escaped, markup and lists of markup are not, null is nothing. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  const filled = values.map((value, index) => text(value) + (parts[index + 1] ?? ''));
  return { markup: (parts[0] ?? '') + filled.join('') };
}

/** JSON for a script element: `<` is escaped so that no text can close the element. */
export function jsonScript(value: unknown): Markup {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return { markup: `<script type="application/ld+json">${json}</script>` };
}

/** For text and attribute values, in HTML and XML alike. */
export function escapeText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function text(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  if ('markup' in value) return value.markup;
  return value.map((item) => item.markup).join('');
}
