import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Provider {
  /** What a source takes as its address. */
  url: string;
  /** Whether every key is refused. */
  refuses: boolean;
  stop(): Promise<void>;
}

const HOUR = 3_600;

/** The organization usage API of OpenAI, as far as one key, one project and one model go: a bucket an hour, pages with a cursor. */
export async function startOpenAi(key: string): Promise<Provider> {
  const provider: Provider = { url: '', refuses: false, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }) };
  const server = createServer((request, response) => {
    const address = new URL(request.url!, provider.url);
    const answer = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (provider.refuses || request.headers.authorization !== `Bearer ${key}`) {
      answer(401, { error: { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' } });
    } else if (address.pathname === '/v1/organization/usage/completions') {
      answer(200, page(address.searchParams));
    } else {
      answer(404, { error: { message: 'Unknown request URL.' } });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return provider;
}

function page(query: URLSearchParams): object {
  const width = query.get('bucket_width') === '1h' ? HOUR : 24 * HOUR;
  const now = Math.floor(Date.now() / 1_000);
  const end = Math.min(Number(query.get('end_time') ?? now), now);
  const first = Number(query.get('page') ?? query.get('start_time'));
  const last = Math.min(end, first + Number(query.get('limit')) * width);
  const data = [];
  for (let start = first; start < last; start += width) {
    data.push({ object: 'bucket', start_time: start, end_time: start + width, results: [row()] });
  }
  return { object: 'page', data, has_more: last < end, next_page: last < end ? String(last) : null };
}

const row = () => ({
  object: 'organization.usage.completions.result', input_tokens: 1_200, input_cached_tokens: 0, output_tokens: 300, num_model_requests: 4,
  project_id: 'proj_connected', user_id: null, api_key_id: 'key_1', model: 'gpt-4o-mini', batch: false, service_tier: 'default',
});
