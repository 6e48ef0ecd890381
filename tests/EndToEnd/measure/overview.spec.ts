import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { startServe } from '../silo';

// The Overview on a store filled with `Benchmarks fill DIR`, named in FINOPSAI_DATA; VIEWERS other dashboards watch the same figures meanwhile.
const data = process.env['FINOPSAI_DATA'];
const viewers = process.env['VIEWERS'] ?? '1000';
const LOADS = 15;
const EVENTS = 120;
const COST = 10;

const benchmarks = fileURLToPath(new URL('../../Benchmarks/bin/Release/net10.0/FinOpsAI.Benchmarks.dll', import.meta.url));
const password = 'correct horse battery staple';

interface Load {
  firstPaint: number;
  figures: number;
  interactive: number;
}

test('the Overview over a year of 10,000 resources', async ({ browser }) => {
  expect(data, 'FINOPSAI_DATA names the folder that `Benchmarks fill` made').toBeDefined();
  const silo = await startServe(data);
  try {
    const page = await browser.newPage({ baseURL: silo.url });
    const token = await setUp(page, silo.setupCode);
    const state = await page.context().storageState();
    report('loads, nobody else', await loads(browser, silo.url, state));
    const others = spawn('dotnet', [benchmarks, 'viewers', silo.url, token, viewers], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(others.stdout, 'data');
    try {
      report(`loads, ${viewers} dashboards open`, await loads(browser, silo.url, state));
      await page.goto('/?lang=en');
      row('record to screen', await events(page, token));
    } finally {
      others.stdin.end();
      await once(others, 'exit');
    }
  } finally {
    await silo.stop();
  }
});

/** The first administrator, and a token that may send and read. */
async function setUp(page: Page, code: string): Promise<string> {
  await page.goto('/sign-in');
  return page.evaluate(async ([code, password]) => {
    const post = async (path: string, body: unknown, antiforgery = '') =>
      (await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': antiforgery }, body: JSON.stringify(body) })).json() as Promise<Record<string, string>>;
    const session = await post('/api/v1/setup', { code, name: 'kim@example.com', displayName: 'Kim', password });
    const made = await post('/api/v1/tokens', { name: `measure-${String(Date.now())}`, permissions: ['readCosts', 'ingest'] }, session['antiforgeryToken']);
    return made['secret']!;
  }, [code, password] as const);
}

/** Loads with an empty cache. Interactive: figures are there and no task of 50 ms or more has run since. */
async function loads(browser: Browser, url: string, storageState: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>): Promise<Load[]> {
  const all: Load[] = [];
  for (let i = 0; i < LOADS; i++) {
    const context = await browser.newContext({ baseURL: url, storageState });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen = { busyUntil: 0, figures: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) seen.busyUntil = Math.max(seen.busyUntil, task.startTime + task.duration);
      }).observe({ type: 'longtask', buffered: true });
      new MutationObserver(() => {
        if (seen.figures === 0 && document.querySelector('[data-testid^="figure-"]') !== null) seen.figures = performance.now();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto('/?lang=en');
    await page.locator('[data-testid^="figure-"]').first().waitFor();
    await page.waitForTimeout(2_500);
    all.push(await page.evaluate(() => {
      const { busyUntil, figures } = (window as unknown as { seen: { busyUntil: number; figures: number } }).seen;
      const firstPaint = performance.getEntriesByName('first-contentful-paint')[0]!.startTime;
      return { firstPaint, figures, interactive: Math.max(firstPaint, figures, busyUntil) };
    }));
    await context.close();
  }
  return all;
}

/** From the sending of a record to the change of today's figure on the screen; records come at random times, two a second on average. */
async function events(page: Page, token: string): Promise<number[]> {
  const figure = page.getByTestId('figure-Today');
  await figure.waitFor();
  await page.waitForTimeout(2_000);
  const shown = async () => Number((await figure.innerText()).replace(/[^\d.]/g, ''));
  const before = await shown();
  await page.evaluate(() => {
    const changes: { at: number; text: string }[] = [];
    Object.assign(window, { changes });
    new MutationObserver(() => requestAnimationFrame(() => changes.push({ at: Date.now(), text: document.querySelector('[data-testid="figure-Today"]')?.textContent ?? '' })))
      .observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const sent: number[] = [];
  for (let i = 0; i < EVENTS; i++) {
    await page.waitForTimeout(1 + Math.floor(Math.random() * 1_000));
    sent.push(Date.now());
    const record = [{
      id: `measure-${String(sent[i])}-${String(i)}`, timestamp: new Date().toISOString(), provider: 'openai', model: 'gpt-4o', resource: 'r1', project: 'p1', team: 't1',
      usage: { 'token.input': 1_000 }, effective_cost: String(COST), billing_currency: 'USD',
    }];
    const answer = await page.request.post('/api/v1/usage', { headers: { Authorization: `Bearer ${token}` }, data: record });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  await expect.poll(shown).toBeCloseTo(before + EVENTS * COST, 0);
  const changes = await page.evaluate(() => (window as unknown as { changes: { at: number; text: string }[] }).changes);
  const values = changes.map(({ at, text }) => ({ at, value: Number(text.replace(/[^\d.]/g, '')) }));
  return sent.map((at, i) => values.find(({ value }) => value >= before + (i + 1) * COST - COST / 2)!.at - at);
}

function report(name: string, all: Load[]): void {
  row(`${name}: first contentful paint`, all.map((load) => load.firstPaint));
  row(`${name}: figures shown`, all.map((load) => load.figures));
  row(`${name}: interactive`, all.map((load) => load.interactive));
}

function row(name: string, values: number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!);
  console.log(`| ${name} | ${String(at(0.5))} ms | ${String(at(0.99))} ms |`);
}
