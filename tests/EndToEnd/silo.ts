import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the demo's runaway goes on. */
export const RUNAWAY = 'project:assistant/agent-runtime';
export const RUNAWAY_KEY = 'resource:assistant/agent-runtime/agent-runtime-prod-key';

export interface Silo {
  url: string;
  stop(): Promise<void>;
}

/** The built server: named by FINOPSAI_DLL, else where `dotnet build -c Release` puts it. */
function program(): string {
  const path = process.env['FINOPSAI_DLL']
    ?? fileURLToPath(new URL('../../src/Silo/bin/Release/net10.0/finopsai.dll', import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} does not exist: build src/Silo first, or name the built finopsai.dll in FINOPSAI_DLL.`);
  return path;
}

/**
 * Starts the demo on a free port with a store of its own, and waits until its history is counted; FINOPSAI_URL names one that runs already.
 * With the connection string of an empty PostgreSQL database it uses that.
 */
export async function startDemo(postgres?: string): Promise<Silo> {
  const running = process.env['FINOPSAI_URL'];
  if (running !== undefined && postgres === undefined) return { url: running, stop: () => Promise.resolve() };
  const data = mkdtempSync(join(tmpdir(), 'finopsai-e2e-'));
  const store = postgres === undefined ? ['--data', data] : ['--postgres', postgres];
  const server = spawn('dotnet', [program(), 'demo', '--urls', 'http://127.0.0.1:0', ...store], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A source is due as soon as it is asked for: the tests wait for what it brings, not for the next look at the clock.
    env: { ...process.env, FinOpsAI__Sources__TickInterval: '00:00:00.2' },
  });
  const output: string[] = [];
  server.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  try {
    const url = await until('said where it is', server, output, () => Promise.resolve(/FinOpsAI is at (http:\/\/\S+)/.exec(output.join(''))?.[1]));
    await until('counted its history', server, output, () => counted(url));
    return { url, stop: () => stop(server, data) };
  } catch (error) {
    await stop(server, data);
    throw error;
  }
}

/** Asks again and again until there is an answer; a server that has ended will give none. */
async function until<T>(what: string, server: ChildProcess, output: string[], ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 150_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new Error(`The server ended (${String(server.exitCode ?? server.signalCode)}) before it had ${what}:\n${output.join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The server had not ${what} in time:\n${output.join('')}`);
}

/** The demo writes 60 days and then counts them: the last minutes come last, in every scope. Its bill is set up when the history is written. */
async function counted(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/api/v1/summary`).catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  const sources = (await (await fetch(`${url}/api/v1/sources`)).json()) as { items: unknown[] };
  if (sources.items.length === 0) return undefined;
  const summary = (await answer.json()) as { today: { spend: { total: number } }; spendPerMinute: number };
  if (summary.today.spend.total === 0 || summary.spendPerMinute === 0) return undefined;
  const alerts = (await (await fetch(`${url}/api/v1/alerts?limit=100`)).json()) as { items: { cause: { scope: { key: string } } }[] };
  return alerts.items.some(({ cause }) => cause.scope.key === RUNAWAY_KEY) ? true : undefined;
}

async function stop(server: ChildProcess, data: string | undefined): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 30_000);
    await ended;
    clearTimeout(late);
  }
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
}

export interface EmptySilo extends Silo {
  /** With it the first administrator is made. */
  setupCode: string;
}

/** Starts an installation that holds nothing, not even a user; or what a folder holds, which stays. */
export async function startServe(folder?: string): Promise<EmptySilo> {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'finopsai-e2e-'));
  const server = spawn('dotnet', [program(), 'serve', '--urls', 'http://127.0.0.1:0', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  server.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const said = (pattern: RegExp) => () => Promise.resolve(pattern.exec(output.join(''))?.[1]);
  try {
    const url = await until('said where it is', server, output, said(/FinOpsAI is at (http:\/\/\S+)/));
    const setupCode = await until('written its setup code', server, output, said(/setup code (\S+)/));
    return { url, setupCode, stop: () => stop(server, folder === undefined ? data : undefined) };
  } catch (error) {
    await stop(server, folder === undefined ? data : undefined);
    throw error;
  }
}
