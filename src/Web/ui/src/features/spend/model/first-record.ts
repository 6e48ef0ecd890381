/** The shortest request that makes a figure appear. */
export function firstRecordCommand(origin: string, now: Date): string {
  const record = {
    id: 'first-1',
    timestamp: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    provider: 'openai',
    model: 'gpt-4o',
    resource: 'prod-key',
    project: 'chat',
    team: 'search',
    usage: { 'token.input': 1200, 'token.output': 300 },
  };
  return `curl -X POST ${origin}/api/v1/usage \\\n  -H 'content-type: application/json' \\\n  -d '[${JSON.stringify(record)}]'`;
}
