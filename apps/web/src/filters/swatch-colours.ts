// The colours that photos can be narrowed to, by the API's names, and what each looks like on a swatch.
export const swatchColours: Readonly<Record<string, string>> = {
  black: '#232326',
  grey: '#8c9096',
  white: '#fbfaf8',
  cream: '#f3e8cf',
  beige: '#d3bd9c',
  brown: '#6b4427',
  gold: 'linear-gradient(135deg, #f3d98b, #b8860b 55%, #e0b850)',
  yellow: '#f7d31f',
  orange: '#ef7d22',
  red: '#cf2431',
  pink: '#ee7fae',
  purple: '#7332b8',
  navy: '#1b2a5c',
  blue: '#2b66d0',
  teal: '#11808a',
  green: '#2c8a4b',
};
