import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Starts the demo on a free port with a store of its own, and waits until its history is counted. */
export async function startDemo(): Promise<Silo> {
  const data = mkdtempSync(join(tmpdir(), 'finopsai-e2e-'));
  const server = spawn('dotnet', [program(), 'demo', '--urls', 'http://127.0.0.1:0', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const url = await address(server);
    await counted(url);
    return { url, stop: () => stop(server, data) };
  } catch (error) {
    await stop(server, data);
    throw error;
  }
}

async function address(server: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /FinOpsAI is at (http:\/\/\S+)/.exec(output);
      if (found !== null) resolve(found[1]!);
    };
    server.stdout!.on('data', read);
    server.stderr!.on('data', read);
    server.once('exit', (code) => reject(new Error(`The server ended with code ${String(code)} before it said where it is:\n${output}`)));
  });
}

/** The demo writes 60 days and then counts them: the day's total comes last. */
async function counted(url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/v1/summary`);
    if (answer.ok) {
      const summary = (await answer.json()) as { today: { spend: { total: number } }; spendPerMinute: number };
      if (summary.today.spend.total > 0 && summary.spendPerMinute > 0) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The demo had not counted its history after two minutes.');
}

async function stop(server: ChildProcess, data: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 30_000);
    await ended;
    clearTimeout(late);
  }
  rmSync(data, { recursive: true, force: true });
}
