// Remembers the links that were added lately, so that a menu of 100 links isn't looked up again for every page.

export interface MetLinks {
  has(url: string): boolean;
  add(url: string): void;
}

// Half a megabyte whatever the shop's size: a newer link takes the place of an older one, which is then only
// looked up once more.
const places = 1 << 16;

/** Place and two 32-bit hashes: in 10 million look-ups the chance that one is mistaken is 10^-7. */
export function createMetLinks(): MetLinks {
  const first = new Int32Array(places);
  const second = new Int32Array(places);
  return {
    has(url) {
      const [a, b] = hash(url);
      const place = a & (places - 1);
      return first[place] === a && second[place] === b;
    },
    add(url) {
      const [a, b] = hash(url);
      const place = a & (places - 1);
      first[place] = a;
      second[place] = b;
    },
  };
}

/** FNV-1a with two starting values. */
function hash(text: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return [a | 0, b | 1]; // never 0 0, which an empty place has
}
