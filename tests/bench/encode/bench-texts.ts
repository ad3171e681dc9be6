// Searches to measure with: all different, of two to seven words.

const finishes = 'chrome,brushed nickel,matte black,polished gold,brass,bronze,copper,white'.split(',');
const shapes = 'gooseneck kitchen tap,waterfall basin tap,tap with cross handles,bath spout,pot filler'.split(
  ',',
);
const styles = 'modern,vintage,small,heavy,cheap'.split(',');

/** @returns `count` texts, 200 of them before a number is needed to tell them apart */
export function benchTexts(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const shape = shapes[Math.floor(i / finishes.length) % shapes.length];
    const style = styles[Math.floor(i / (finishes.length * shapes.length)) % styles.length];
    return [style, finishes[i % finishes.length], shape, ...(i < 200 ? [] : [i])].join(' ');
  });
}
