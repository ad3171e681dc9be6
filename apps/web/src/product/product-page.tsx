// One product: its photos, offers, price history, and what looks like it or goes with it.
export function ProductPage() {
  return null;
}
