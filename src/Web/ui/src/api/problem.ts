/** What went wrong with a request, in a form the interface can word. */
export type ProblemKind = 'offline' | 'signedOut' | 'forbidden' | 'notFound' | 'invalid' | 'busy' | 'server';

interface ProblemBody {
  title?: string;
  detail?: string;
  errors?: Record<string, string[]>;
}

export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly fields: Record<string, string[]>;
  /** When the server wants to be asked again, in seconds; null when it did not say. */
  readonly retryAfter: number | null;

  constructor(kind: ProblemKind, status: number, message: string, fields: Record<string, string[]> = {}, retryAfter: number | null = null) {
    super(message);
    this.name = 'ApiProblem';
    this.kind = kind;
    this.status = status;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }
}

export function problemKind(status: number): ProblemKind {
  if (status === 401) return 'signedOut';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429 || status === 503) return 'busy';
  return status >= 400 && status < 500 ? 'invalid' : 'server';
}

/** Reads problem+json; any other body still gives a problem of the right kind. */
export async function toProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  return new ApiProblem(problemKind(response.status), response.status, body.detail ?? body.title ?? response.statusText, body.errors, seconds(response.headers.get('retry-after')));
}

function seconds(header: string | null): number | null {
  const value = header === null ? NaN : Number(header);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
