/** What went wrong with a request, in a form the interface can word. */
export type ProblemKind = 'offline' | 'notFound' | 'invalid' | 'busy' | 'server';

interface ProblemBody {
  title?: string;
  detail?: string;
  errors?: Record<string, string[]>;
}

export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly fields: Record<string, string[]>;

  constructor(kind: ProblemKind, status: number, message: string, fields: Record<string, string[]> = {}) {
    super(message);
    this.name = 'ApiProblem';
    this.kind = kind;
    this.status = status;
    this.fields = fields;
  }
}

export function problemKind(status: number): ProblemKind {
  if (status === 404) return 'notFound';
  if (status === 429 || status === 503) return 'busy';
  return status >= 400 && status < 500 ? 'invalid' : 'server';
}

/** Reads problem+json; any other body still gives a problem of the right kind. */
export async function toProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  return new ApiProblem(problemKind(response.status), response.status, body.detail ?? body.title ?? response.statusText, body.errors);
}
