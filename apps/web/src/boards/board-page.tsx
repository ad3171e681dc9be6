// One board: its products, and more like them.
export function BoardPage() {
  return null;
}
