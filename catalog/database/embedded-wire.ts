// Serves one PGlite session to many connections on a Unix socket, one whole exchange at a time.
//
// The package pglite-socket does the same, but queues single protocol messages, and PGlite has one session with
// one unnamed statement. A statement larger than the socket's buffer (about 200 KB: a batch of vectors) then
// lets another connection's Parse in between its own Parse and Bind: 32 of 300 concurrent queries failed with
// "unnamed prepared statement does not exist". Here an exchange (everything up to Sync, or one simple query) is
// collected whole before it runs, and a transaction keeps the session until it ends.
import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

interface Connection {
  socket: Socket;
  started: boolean;
  /** Bytes not yet part of a complete message. */
  unread: Buffer;
  /** Complete messages of an exchange whose Sync hasn't come yet. */
  exchange: Buffer[];
}

interface Exchange {
  connection: Connection;
  bytes: Buffer;
}

const sslRequest = 80877103;
const cancelRequest = 80877102;
const gssRequest = 80877104;

/** Message types that end an exchange: Sync, simple Query, function call. */
const closing = new Set(['S', 'Q', 'F']);

export interface Wire {
  /** Runs `work` with nobody else on the session, or not at all when someone is. */
  whenIdle(work: () => Promise<unknown>): void;
  /** Stops listening; the exchange that is running finishes first. */
  close(): Promise<void>;
}

/** Serves `db` on the Unix socket `path` until closed. */
export async function serveWire(db: PGlite, path: string): Promise<Wire> {
  const waiting: Exchange[] = [];
  const open = new Set<Connection>();
  let owner: Connection | null = null;
  let running: Promise<void> | null = null;

  function enqueue(exchange: Exchange): void {
    waiting.push(exchange);
    if (!running) occupy(async () => {});
  }

  /** Takes the session for `work`, then for whatever came to wait meanwhile. */
  function occupy(work: () => Promise<unknown>): void {
    running = work()
      .then(drain)
      .finally(() => {
        running = null;
      });
  }

  async function drain(): Promise<void> {
    for (let next = take(); next; next = take()) {
      await execute(next);
      owner = db.isInTransaction() ? next.connection : null;
      if (owner && !open.has(owner)) await rollBack();
    }
  }

  function take(): Exchange | undefined {
    const index = owner ? waiting.findIndex((one) => one.connection === owner) : 0;
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  }

  /** A failing statement answers by protocol messages; what is thrown is PGlite's own end, and so the thread's. */
  async function execute({ connection, bytes }: Exchange): Promise<void> {
    await db.runExclusive(() =>
      db.execProtocolRawStream(bytes, {
        onRawData: (data) => {
          // The memory belongs to PGlite and is used again, so what is sent must be a copy.
          if (connection.socket.writable) connection.socket.write(Buffer.from(data));
        },
      }),
    );
  }

  async function rollBack(): Promise<void> {
    await db.exec('rollback');
    owner = null;
  }

  function forget(connection: Connection): void {
    open.delete(connection);
    for (let i = waiting.length - 1; i >= 0; i--) {
      if (waiting[i]?.connection === connection) waiting.splice(i, 1);
    }
    // Nobody else would end the transaction that holds the session.
    if (owner === connection && !running) occupy(rollBack);
  }

  function accept(socket: Socket): void {
    const connection: Connection = { socket, started: false, unread: Buffer.alloc(0), exchange: [] };
    open.add(connection);
    socket.on('data', (data) => read(connection, data, enqueue));
    socket.on('error', () => {}); // 'close' follows and does the work
    socket.on('close', () => forget(connection));
  }

  const server = createServer(accept);
  await listen(server, path);
  return {
    whenIdle(work) {
      if (!running && !owner) occupy(work);
    },
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      waiting.length = 0;
      await running;
      for (const { socket } of open) socket.destroy();
      await closed;
      await running;
    },
  };
}

/** Cuts what arrived into messages and hands on each exchange that is complete. */
function read(connection: Connection, data: Buffer, enqueue: (exchange: Exchange) => void): void {
  connection.unread = connection.unread.length ? Buffer.concat([connection.unread, data]) : data;
  for (;;) {
    const { unread } = connection;
    const lengthAt = connection.started ? 1 : 0;
    if (unread.length < lengthAt + 4) return;
    const stated = unread.readInt32BE(lengthAt);
    if (stated < 4) {
      connection.socket.destroy(); // not the protocol: a length counts at least itself
      return;
    }
    const length = lengthAt + stated;
    if (unread.length < length) return;
    const message = unread.subarray(0, length);
    connection.unread = unread.subarray(length);
    if (connection.started) takeMessage(connection, message, enqueue);
    else takeStartup(connection, message, enqueue);
  }
}

function takeStartup(connection: Connection, message: Buffer, enqueue: (exchange: Exchange) => void): void {
  const code = message.length >= 8 ? message.readInt32BE(4) : 0;
  if (code === sslRequest || code === gssRequest) {
    connection.socket.write('N');
  } else if (code === cancelRequest) {
    connection.socket.end(); // one session, nothing to signal
  } else {
    connection.started = true;
    enqueue({ connection, bytes: message });
  }
}

function takeMessage(connection: Connection, message: Buffer, enqueue: (exchange: Exchange) => void): void {
  const type = String.fromCharCode(message[0] ?? 0);
  if (type === 'X') {
    connection.socket.end();
    return;
  }
  connection.exchange.push(message);
  if (!closing.has(type)) return;
  const bytes = connection.exchange.length === 1 ? message : Buffer.concat(connection.exchange);
  connection.exchange = [];
  enqueue({ connection, bytes });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(path, done);
  });
}
