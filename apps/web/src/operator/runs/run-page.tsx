// One run, live.
export function RunPage() {
  return null;
}
