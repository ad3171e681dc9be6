// Which model answers, and switching to another.
export function ModelsPage() {
  return null;
}
