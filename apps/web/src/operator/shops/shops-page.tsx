// The shops, and how their last runs went.
export function ShopsPage() {
  return null;
}
