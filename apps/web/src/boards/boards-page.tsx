// The boards a shopper keeps in this browser.
export function BoardsPage() {
  return null;
}
