// A relay in front of a database that can be cut and mended, as when a server dies and comes back.
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import path from 'node:path';

export interface BreakableProxy {
  /** Reaches the same database, through the relay. */
  connectionString: string;
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Keeps connections but passes nothing on, as a server that hangs. */
  stall(): void;
  /** Back to normal, on the same port. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startBreakableProxy(connectionString: string): Promise<BreakableProxy> {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const server: Server = createServer((client) => {
    const database = connect(targetOf(connectionString));
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
    client.on('data', (data) => void (isStalled || database.write(data)));
    database.on('data', (data) => void (isStalled || client.write(data)));
  });
  await listenOn(server, 0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  const { port } = address;

  async function cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    connectionString: throughPort(connectionString, port),
    cut,
    stall: () => {
      isStalled = true;
    },
    mend: async () => {
      isStalled = false;
      if (server.listening) for (const socket of sockets) socket.destroy();
      else await listenOn(server, port);
    },
    close: cut,
  };
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Postgres names a Unix socket's folder in `host`, and its file after the port. */
function targetOf(connectionString: string): NetConnectOpts {
  const url = new URL(connectionString);
  const port = Number(url.port || url.searchParams.get('port') || 5432);
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname);
  return host.startsWith('/') ? { path: path.join(host, `.s.PGSQL.${port}`) } : { host, port };
}

function throughPort(connectionString: string, port: number): string {
  const url = new URL(connectionString);
  url.searchParams.delete('host');
  url.searchParams.delete('port');
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return url.href;
}
