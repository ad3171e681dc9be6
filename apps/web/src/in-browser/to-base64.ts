// A vector as the API takes it: little-endian 32-bit floats in base64, whatever the machine.

export function toBase64(vector: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * vector.length));
  for (const [i, value] of vector.entries()) view.setFloat32(4 * i, value, true);
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}
