// Which colours a query names, so that the page can wear them.
const finishes: Record<string, string> = {
  'rose gold': '#d99a8b',
  'brushed nickel': '#b3aea6',
  'matte black': '#232326',
  'oil-rubbed bronze': '#4b3427',
  aubergine: '#4a1f4f',
  black: '#232326',
  blue: '#2456c9',
  brass: '#c49a3c',
  bronze: '#6d4a30',
  burgundy: '#6f1730',
  chrome: '#c3cad1',
  copper: '#c2683c',
  cream: '#f1e6cd',
  crimson: '#b3122e',
  emerald: '#0f8a5f',
  gold: '#d9a520',
  graphite: '#4b4e54',
  green: '#2c8a4b',
  grey: '#8d9299',
  gray: '#8d9299',
  gunmetal: '#4a5058',
  lavender: '#a78bda',
  magenta: '#c2187a',
  mint: '#8fd6b8',
  navy: '#1b2a5c',
  nickel: '#b3aea6',
  orange: '#ec7a1c',
  pewter: '#7f8284',
  pink: '#ee7fae',
  purple: '#7332b8',
  red: '#cf2431',
  silver: '#c3c7cc',
  steel: '#a2aab2',
  teal: '#11808a',
  turquoise: '#25b3ac',
  violet: '#6a3fc4',
  white: '#fbfaf8',
  yellow: '#f2c318',
};

// Longest first, so that "rose gold" is one colour and not also "gold".
const pattern = new RegExp(
  `\\b(${Object.keys(finishes)
    .sort((a, b) => b.length - a.length)
    .join('|')})\\b`,
  'g',
);

/** The CSS colours of the finishes named in `text`, in its order, at most `limit` of them. */
export function coloursIn(text: string, limit = 2): string[] {
  const names = [...text.toLowerCase().matchAll(pattern)].map((match) => match[1] ?? '');
  return [...new Set(names.map((name) => finishes[name] ?? '').filter(Boolean))].slice(0, limit);
}
