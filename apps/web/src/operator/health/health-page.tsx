// How sound the catalogue is.
export function HealthPage() {
  return null;
}
