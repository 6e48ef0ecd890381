import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Postgres {
  /** Of the empty database `postgres`. */
  connection: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server of its own on a free port, as the .NET tests do; it ends with this process in whatever way that ends. */
export async function startPostgres(): Promise<Postgres> {
  const script = readFileSync(fileURLToPath(new URL('../TestSupport/postgres.sh', import.meta.url)), 'utf8');
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  // PostgreSQL refuses to run as root.
  const shell = ['sh', '-c', script, 'sh', String(port), 'off'];
  const server = spawn('setsid', process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...shell] : shell, { cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] });
  const errors: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  server.stdin.write(`${password}\n`);
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await listens(port)) {
      return {
        connection: `Host=127.0.0.1;Port=${String(port)};Username=finopsai;Password=${password};Database=postgres`,
        stop: async () => {
          const ended = once(server, 'exit');
          server.stdin.end();
          await ended;
        },
      };
    }
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`PostgreSQL does not start:\n${errors.join('')}`);
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
