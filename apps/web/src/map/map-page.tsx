// Every product as a point.
export function MapPage() {
  return null;
}
