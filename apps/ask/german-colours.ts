// What German shoppers call colours, in the words that the catalogue's colours have.
const forms: Readonly<Record<string, string>> = {
  black: 'schwarz schwarze schwarzer schwarzen schwarzes mattschwarz mattschwarze mattschwarzen',
  white: 'weiss weisse weisser weissen weisses',
  grey: 'grau graue grauer grauen graues',
  red: 'rot rote roter roten rotes',
  pink: 'rosa',
  purple: 'lila violett violette violetter violetten',
  blue: 'blau blaue blauer blauen blaues',
  navy: 'dunkelblau dunkelblaue dunkelblauen',
  teal: 'turkis petrol',
  green: 'grun grune gruner grunen grunes',
  yellow: 'gelb gelbe gelber gelben gelbes',
  gold: 'golden goldene goldener goldenen goldenes',
  brass: 'messing',
  copper: 'kupfer kupferne kupfernen',
  chrome: 'chrom verchromt verchromte verchromten',
  'stainless steel': 'edelstahl',
  brown: 'braun braune brauner braunen braunes',
};

/** By the folded word. */
export const germanColours: ReadonlyMap<string, string> = new Map(
  Object.entries(forms).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);
