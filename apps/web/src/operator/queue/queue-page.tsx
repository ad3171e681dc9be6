// What waits, runs and failed in the queue.
export function QueuePage() {
  return null;
}
