// Lets TypeScript accept the address of the WebAssembly file that Vite puts beside the scripts.
declare module '*.wasm?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: Vite exports it so
  export default url;
}
