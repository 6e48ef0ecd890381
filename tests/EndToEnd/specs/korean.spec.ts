import type { Page } from '@playwright/test';
import { pages } from '../../../src/Web/ui/src/url/pages';
import { expect, follow, test } from '../fixtures';

/**
 * Words that Korean pages write in Latin letters: names of products and standards, and abbreviations that have no Korean form in use.
 * Everything else in Latin letters is either data, which the pages mark with `translate="no"`, or a text that nobody has written in Korean.
 */
const allowed = new Set([
  // This product, and others that it reads from or tells.
  'FinOpsAI', 'FOCUS', 'LiteLLM', 'Langfuse', 'OpenTelemetry', 'OTLP', 'OpenCost', 'Kubecost', 'OpenAI', 'Anthropic', 'Google', 'Cloud', 'Vertex', 'Gemini', 'BigQuery', 'Azure', 'Blob', 'Cost', 'Management',
  'Reader', 'AWS', 'Data', 'Exports', 'CUR', 'Naver', 'CLOVA', 'Studio', 'KT', 'NHN', 'Oracle', 'Snowflake', 'Cortex', 'Databricks', 'Pinecone', 'NVIDIA', 'DCGM', 'Thanos', 'Mimir', 'VictoriaMetrics', 'Slack', 'Teams',
  // Abbreviations and units.
  'FinOps', 'AI', 'API', 'SaaS', 'SQL', 'SELECT', 'SAS', 'CSV', 'GPU', 'HTTP', 'HTTPS', 'ID', 'JSON', 'NDJSON', 'URL', 'USD', 'KRW', 'UTC', 'ISO', 'WAPE', 'MASE', 'ROI', 'curl', 'gzip', 'bash', 'PowerShell',
  // Keys, and a language's own name.
  'Ctrl', 'Esc', 'Enter', 'Page', 'Up', 'Down', 'Home', 'End', 'English',
]);

/** A word: two letters or more, so that x, % and units of one letter do not count. */
const latin = /[A-Za-z][A-Za-z'’]+/g;

/** A run of letters and signs that programs write. */
const token = /[\w{}*….:/=-]+/g;

/** An identifier is code wherever it stands: it has a digit, a sign of programs or a capital inside, as P10, api_key, s3:GetObject, system.billing and requestsPerMinute have. */
const isIdentifier = (text: string) => /\d|_|[a-z][A-Z]|[A-Za-z{*][.:/=]+[\w{*…]/.test(text) && !allowed.has(text);

/** Data, code, what the reader may write, and other languages: their words are nobody's to translate. A path of a scope, an id, a file name is data too. */
const foreign = '[translate="no"], code, pre, kbd, textarea, script, noscript, style, [lang]:not(html)';

/** Latin words that a reader of the page sees or hears, with what they stand in. */
async function latinWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate((skip) => {
    const found: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Element) {
        if (node.matches(skip)) return;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const value = node.getAttribute(name);
          if (value !== null && value.trim() !== '') found.push(value);
        }
        for (const child of Array.from(node.childNodes)) walk(child);
      } else if (node.nodeType === Node.TEXT_NODE && node.textContent !== null && node.textContent.trim() !== '') found.push(node.textContent);
    };
    walk(document.body);
    return found;
  }, foreign);
  const names = await dataNames(page);
  return texts.flatMap((text) => {
    // Names of several words first, since an identifier may be a part of one; then identifiers, since a name may be a part of one.
    const rest = text.replace(names.long, ' ').replace(token, (part) => (isIdentifier(part) ? ' ' : part)).replace(names.all, ' ');
    return (rest.match(latin) ?? []).filter((word) => !allowed.has(word)).map((word) => `${word} in “${text.trim().slice(0, 100)}”`);
  });
}

/** Names that come from the data and stand inside of sentences, which no mark can be put around: scopes, models, people, sources. */
interface Names {
  long: RegExp;
  all: RegExp;
}

let known: Promise<Names> | null = null;
const dataNames = (page: Page) => (known ??= askNames(page));

async function askNames(page: Page): Promise<Names> {
  const get = async (address: string) => (await (await page.request.get(address)).json()) as Record<string, unknown>;
  const values = (of: unknown): string[] => {
    if (typeof of === 'string') return [of];
    if (of === null || typeof of !== 'object') return [];
    return Object.entries(of).flatMap(([key, value]) =>
      Array.isArray(value) || (typeof value === 'object' && value !== null) ? values(value)
        : typeof value === 'string' && ['name', 'key', 'id', 'owner', 'organization', 'model', 'title', 'group', 'by', 'budgetId', 'assignee', 'note', 'value', 'timeZone', 'requestedBy', 'source', 'recordSource', 'displayName', 'dimension'].includes(key) ? [value] : []);
  };
  const addresses = ['meta', 'scopes?search=&limit=500', 'scopes?search=-&limit=500', 'budgets', 'experiments', 'planned-events', 'changes', 'sources', 'policies', 'unpriced', 'attribution/rules', 'attribution/dimensions', 'attribution/unattributed', 'attribution/shared-costs', 'channels', 'routes', 'session', 'value-units'];
  const month = new Date(Date.now() - 60 * 86_400_000).toISOString();
  const all = (await Promise.all([...addresses, `costs?scope=org&from=${month}&to=${new Date().toISOString()}&granularity=day&group_by=model`].map((address) => get(`/api/v1/${address}`)))).flatMap(values);
  // `team:search/ranking` names the scopes `search` and `ranking`; what kind of scope it is, is a word like any other, and so is what has no owner.
  const kinds = ['org', 'organization', 'team', 'project', 'resource', 'unattributed'];
  const names = new Set(all.flatMap((name) => [name, ...name.split(/[/:]/)]).filter((name) => /[A-Za-z]{2}/.test(name) && !kinds.includes(name)));
  const any = (some: string[]) => {
    const escaped = some.sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`(?<![A-Za-z])(?:${escaped.join('|')})(?![A-Za-z])`, 'g');
  };
  return { long: any([...names].filter((name) => name.includes(' '))), all: any([...names]) };
}

/** Goes there as a link does: only the first page is loaded anew. */
async function open(page: Page, address: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto('/nowhere?lang=ko');
  else await follow(page, '/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await follow(page, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // A page that divides costs may have to wait until a new demo's history is counted.
  await expect(page.getByRole('status', { name: '불러오는 중' })).toHaveCount(0, { timeout: 45_000 });
}

test.describe('in Korean', () => {
  test('no page says anything in another language', async ({ page }) => {
    test.setTimeout(180_000);
    for (const address of [...pages.map((one) => one.address), '/?as=engineer', '/?as=manager', '/?as=executive']) {
      await open(page, address);
      expect.soft(await latinWords(page), address).toEqual([]);
    }
  });

  test('what is listed first is told in Korean', async ({ page }) => {
    test.setTimeout(120_000);
    for (const [list, link] of [
      ['/anomalies', 'a[href^="/anomalies/"]'], ['/budgets', 'a[href^="/budgets/"]'], ['/experiments', 'a[href^="/experiments/"]'],
      ['/sources', 'a[href^="/sources/"]:not([href$="/new"])'], ['/policies', 'a[href^="/policies/"]:not([href$="/new"])'], ['/org', 'tbody a[href^="/t/"]'],
    ] as const) {
      await open(page, list);
      const address = await page.locator('main').locator(link).first().getAttribute('href');
      await open(page, address!);
      expect.soft(await latinWords(page), address!).toEqual([]);
    }
  });

  test('forms, dialogs and cards speak Korean', async ({ page }) => {
    for (const address of ['/sources/new', '/policies/new']) {
      await open(page, address);
      expect.soft(await latinWords(page), address).toEqual([]);
    }
    for (const [address, button] of [['/budgets', '새 예산'], ['/experiments', '실험 시작'], ['/plans', '계획 추가']] as const) {
      await open(page, address);
      await page.getByRole('main').getByRole('button', { name: button }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await latinWords(page), button).toEqual([]);
    }
    await open(page, '/');
    await page.getByRole('button', { name: '지표 설명: 이번 달 누적' }).first().click();
    await expect(page.getByRole('dialog', { name: '이번 달 누적' })).toContainText('데이터 출처');
    expect.soft(await latinWords(page), 'card').toEqual([]);
  });
});
