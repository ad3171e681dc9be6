// What every page of the site has: head, bar with the search field, foot.
import { both } from './both-languages.ts';
import { type Html, html } from './html.ts';

export interface SiteFacts {
  title: string;
  products: number;
  shops: readonly string[];
  madeAt: Date;
}

export const defaultTitle = 'Lookalike';

export interface PageFrame {
  site: SiteFacts;
  /** Way to the site's own folder: '' or '../'. */
  root: string;
  title: string;
  description: string;
  /** Addresses of the pages before and after, for browsers that fetch ahead. */
  links?: { prev: string | null; next: string | null };
  main: Html;
}

// Nothing but the site's own files; a host may add rules of its own, but take none back.
const policy =
  "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";

export function pageFrame({ site, root, title, description, links, main }: PageFrame): string {
  const { prev, next } = links ?? { prev: null, next: null };
  return html`<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffc531">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1f1030">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/site.css">
<script src="${root}assets/prefer-language.js"></script>
${prev !== null && html`<link rel="prev" href="${prev}">`}
${next !== null && html`<link rel="next" href="${next}">`}
</head>
<body>
<a class="skip-link" href="#main">${both(({ web }) => web.skipToResults)}</a>
${bar(site, root)}
<main id="main" tabindex="-1">
${main}
</main>
<footer class="foot">
<p>${both(({ site: words }) => words.about(site.products, site.madeAt))}</p>
<div class="foot-links" id="language-choice" hidden>
<label for="language" class="unseen">${both(({ web }) => web.footer.language)}</label>
<select id="language"><option value="en" lang="en">English</option><option value="de" lang="de">Deutsch</option></select>
</div>
</footer>
<script src="${root}assets/find-products.js"></script>
</body>
</html>
`.text;
}

/** Finding needs a script, so the field is shown by it. */
function bar(site: SiteFacts, root: string): Html {
  return html`<header class="bar">
<div class="bar-inner">
<a class="bar-home" href="${root}index.html">${nameOf(site)}</a>
<search class="search" id="find" hidden>
<form class="search-form">
<label for="words" class="unseen">${both(({ site: words }) => words.filterLabel)}</label>
<input id="words" class="search-input" type="search" autocomplete="off" spellcheck="false" maxlength="200">
<button class="search-submit" type="submit">${both(({ site: words }) => words.filter)}</button>
</form>
</search>
</div>
</header>`;
}

/** Our own name is drawn; another one is written. */
function nameOf({ title }: SiteFacts): Html {
  return title === defaultTitle
    ? html`${logo}<span class="unseen">${title}</span>`
    : html`<span class="site-name">${title}</span>`;
}

const logo = html`<svg class="logo" viewBox="0 0 172 48" aria-hidden="true"><text x="0" y="37" textLength="22" lengthAdjust="spacingAndGlyphs">L</text><circle class="logo-disc logo-first" cx="37" cy="24.5" r="13.5"/><circle class="logo-disc logo-second" cx="55" cy="24.5" r="13.5"/><path class="logo-lens" d="M46 14.4 a13.5 13.5 0 0 1 0 20.2 a13.5 13.5 0 0 1 0 -20.2z"/><text x="73" y="37" textLength="98" lengthAdjust="spacingAndGlyphs">kalike</text></svg>`;
