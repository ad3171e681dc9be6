// The shop's stylesheet: one file, served beside the pages.

export const stylesheet = `
:root { --ink: #1f2326; --soft: #6c7479; --line: #e6e3dd; --paper: #fbfaf7; --accent: #1f5c57; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 "Helvetica Neue", Helvetica, Arial, sans-serif; }
a { color: inherit; text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; text-underline-offset: 3px; }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline; padding: 1.4rem clamp(1rem, 4vw, 3.5rem); border-bottom: 1px solid var(--line); background: #fff; }
header .name { font: 600 1.5rem/1 Georgia, "Times New Roman", serif; letter-spacing: .01em; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; color: var(--soft); }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 4rem; max-width: 1440px; margin: 0 auto; }
h1 { font: 500 clamp(1.6rem, 3.4vw, 2.4rem)/1.2 Georgia, "Times New Roman", serif; margin: .2rem 0 1rem; }
.lead { color: var(--soft); max-width: 46rem; margin: 0 0 2rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 1.6rem 1.2rem; padding: 0; margin: 0; list-style: none; }
.card img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 10px; background: #eee; display: block; }
.card .brand, .crumbs, .stock { color: var(--soft); font-size: .86rem; }
.card .brand { margin: .6rem 0 0; text-transform: uppercase; letter-spacing: .07em; font-size: .72rem; }
.card .title { display: block; line-height: 1.35; margin: .1rem 0 .2rem; }
.price { font-weight: 600; }
.pages { display: flex; gap: 1.5rem; justify-content: center; margin-top: 2.6rem; color: var(--accent); }
.product { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: clamp(1.2rem, 4vw, 3.6rem); align-items: start; }
.product img { width: 100%; border-radius: 14px; display: block; margin-bottom: 1rem; }
.product .price { font-size: 1.6rem; }
.buy { display: inline-block; margin-top: 1rem; padding: .8rem 1.8rem; background: var(--accent); color: #fff; border-radius: 999px; }
.buy.none { background: #a3a8a6; }
table { border-collapse: collapse; margin-top: 1.6rem; width: 100%; }
th, td { text-align: left; padding: .5rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
th { color: var(--soft); width: 9rem; }
footer { padding: 2rem; text-align: center; color: var(--soft); border-top: 1px solid var(--line); font-size: .9rem; }
@media (max-width: 720px) { .product { grid-template-columns: 1fr; } .grid { grid-template-columns: repeat(2, 1fr); } }
`;
