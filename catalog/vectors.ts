// Vectors in the text form that pgvector reads and writes.

// Half precision keeps 11 bits, about 3.3 digits; 6 leave its rounding exact and halve what is sent.
const digits = 6;

export function toVectorText(vector: Float32Array): string {
  const parts = new Array<string>(vector.length);
  for (let i = 0; i < vector.length; i++) parts[i] = String(Number((vector[i] ?? 0).toPrecision(digits)));
  return `[${parts.join(',')}]`;
}

export function fromVectorText(text: string): Float32Array {
  return Float32Array.from(text.slice(1, -1).split(','), Number);
}
