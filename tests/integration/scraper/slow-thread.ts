// Stands in for the thread that reads pages, on a machine too busy to start it quickly.
const startsAt = Date.now() + 1_500;
while (Date.now() < startsAt);
await import('./hostile-thread.ts');
