// Every English string of the page that lines products up between two ends.
const count = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

export const en = {
  title: 'Lined up',
  heading: 'Line them up',
  lead: 'Say what stands at either end. Everything takes its place in between.',
  from: 'From',
  to: 'To',
  fromHint: 'such as white',
  toHint: 'such as black',
  show: 'Line up',
  swap: 'Swap the ends',
  try: 'Try',
  examples: [
    ['white', 'black'],
    ['silver', 'gold'],
    ['plain', 'colourful'],
  ],
  between: (from: string, to: string) => `From ${from} to ${to}`,
  shown: (shown: number, total: number) =>
    shown === total
      ? `${count.format(total)} products`
      : `${count.format(shown)} of ${count.format(total)} products, spread evenly from end to end`,
  at: (share: number) => `${percent.format(share)} of the way`,
  empty: 'No product has a photo yet.',
};

export type AxisStrings = typeof en;
