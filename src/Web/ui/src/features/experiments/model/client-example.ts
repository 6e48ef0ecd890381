export const clients = ['curl', 'python', 'dotnet'] as const;
export type Client = (typeof clients)[number];

interface ExampleInput {
  origin: string;
  id: string;
  /** The budget of the cap; null without one. */
  budgetId: string | null;
}

/** What a job needs to report to its experiment: plain HTTP, ready to be pasted. */
export function clientExample(client: Client, { origin, id, budgetId }: ExampleInput): string {
  const api = `${origin}/api/v1`;
  const address = `${api}/experiments/${encodeURIComponent(id)}`;
  if (client === 'curl') return curl(api, address, id, budgetId);
  return client === 'python' ? python(api, address, id, budgetId) : dotnet(api, address, id, budgetId);
}

const lines = (...all: (string | null)[]) => all.filter((line) => line !== null).join('\n');

function curl(api: string, address: string, id: string, budgetId: string | null): string {
  const send = (method: string, path: string, body: object) => `curl -X ${method} ${path} -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
  const record = { id: 'call-1', timestamp: Math.floor(Date.now() / 1_000), provider: 'openai', model: 'gpt-4o', experiment: id, usage: { 'token.input': 1_200, 'token.output': 300 } };
  return lines(
    budgetId === null ? null : `# Ask before spending: 402 means no\n${send('POST', `${api}/budgets/${encodeURIComponent(budgetId)}/reservations`, { key: 'call-1', amount: 0.05, ttl: 'PT5M' })}\n`,
    `# Usage names the experiment\n${send('POST', `${api}/usage`, record)}\n`,
    `# What it has come to so far\n${send('POST', `${address}/metrics`, { name: 'eval points', value: 42 })}\n`,
    `# The end\n${send('POST', `${address}/end`, { state: 'finished', outcome: '+3 points' })}`,
  );
}

function python(api: string, address: string, id: string, budgetId: string | null): string {
  return lines(
    'import json, time, urllib.error, urllib.request',
    '',
    `API = ${JSON.stringify(api)}`,
    '',
    'def post(address, body):',
    '    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})',
    '    return json.load(urllib.request.urlopen(request, timeout=10))',
    '',
    ...(budgetId === null ? [] : [
      '# Ask before spending; a denial raises urllib.error.HTTPError with code 402.',
      `post(API + "/budgets/${encodeURIComponent(budgetId)}/reservations", {"key": "call-1", "amount": 0.05, "ttl": "PT5M"})`,
      '',
    ]),
    '# Usage names the experiment.',
    `post(API + "/usage", {"id": "call-1", "timestamp": int(time.time()), "provider": "openai", "model": "gpt-4o",`,
    `                      "experiment": ${JSON.stringify(id)}, "usage": {"token.input": 1200, "token.output": 300}})`,
    '# What it has come to so far, then the end.',
    `post(${JSON.stringify(`${address}/metrics`)}, {"name": "eval points", "value": 42})`,
    `post(${JSON.stringify(`${address}/end`)}, {"state": "finished", "outcome": "+3 points"})`,
  );
}

function dotnet(api: string, address: string, id: string, budgetId: string | null): string {
  return lines(
    'using System.Net.Http.Json;',
    '',
    'using var http = new HttpClient();',
    '',
    'async Task Post(string address, object body) =>',
    '    (await http.PostAsJsonAsync(address, body)).EnsureSuccessStatusCode();',
    '',
    ...(budgetId === null ? [] : [
      '// Ask before spending; a denial is 402 and throws.',
      `await Post("${api}/budgets/${encodeURIComponent(budgetId)}/reservations", new { key = "call-1", amount = 0.05m, ttl = "PT5M" });`,
      '',
    ]),
    '// Usage names the experiment.',
    `await Post("${api}/usage", new`,
    '{',
    `    id = "call-1", timestamp = DateTimeOffset.UtcNow, provider = "openai", model = "gpt-4o", experiment = ${JSON.stringify(id)},`,
    '    usage = new Dictionary<string, int> { ["token.input"] = 1200, ["token.output"] = 300 },',
    '});',
    '// What it has come to so far, then the end.',
    `await Post("${address}/metrics", new { name = "eval points", value = 42 });`,
    `await Post("${address}/end", new { state = "finished", outcome = "+3 points" });`,
  );
}
