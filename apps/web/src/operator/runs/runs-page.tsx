// The latest runs.
export function RunsPage() {
  return null;
}
