/** What stands for the secret of a token as long as there is none at hand. */
export const TOKEN_PLACE = '$FINOPSAI_TOKEN';

const firstRecord = (now: Date) => JSON.stringify({
  id: 'first-1',
  timestamp: now.toISOString().replace(/\.\d+Z$/, 'Z'),
  provider: 'openai',
  model: 'gpt-4o',
  resource: 'prod-key',
  project: 'chat',
  team: 'search',
  usage: { 'token.input': 1200, 'token.output': 300 },
});

/** The shortest request that makes a figure appear. */
export function firstRecordCommand(origin: string, now: Date, token = TOKEN_PLACE): string {
  return `curl -X POST ${origin}/api/v1/usage \\\n  -H "authorization: Bearer ${token}" \\\n  -H 'content-type: application/json' \\\n  -d '[${firstRecord(now)}]'`;
}

/** The same for PowerShell, whose `curl` is another program. */
export function firstRecordPowerShell(origin: string, now: Date, token = '$env:FINOPSAI_TOKEN'): string {
  return `Invoke-RestMethod -Method Post -Uri ${origin}/api/v1/usage `
    + `\`\n  -Headers @{ Authorization = "Bearer ${token}" } \`\n  -ContentType 'application/json' \`\n  -Body '[${firstRecord(now)}]'`;
}

/** What stands in a LiteLLM proxy's config.yaml, so that it reports each call. */
export function litellmSetting(origin: string): string {
  return [
    'litellm_settings:',
    '  callbacks: ["finopsai"]',
    '  turn_off_message_logging: true',
    '',
    'callback_settings:',
    '  finopsai:',
    '    callback_type: generic_api',
    `    endpoint: ${origin}/ingest/litellm`,
    '    event_types: [llm_api_success, llm_api_failure]',
    '    log_format: json_array',
    '    headers:',
    '      Authorization: Bearer fai_TOKEN',
  ].join('\n');
}

/** What an application with OpenTelemetry needs to send its spans. */
export function otlpSetting(origin: string): string {
  return `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${origin}/v1/traces\nOTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf\nOTEL_EXPORTER_OTLP_TRACES_HEADERS="authorization=Bearer%20${TOKEN_PLACE}"`;
}

/** A request that reads today's figures of a scope. */
export function readCommand(origin: string, scope: string, token: string): string {
  return `curl -H "authorization: Bearer ${token}" \\\n  '${origin}/api/v1/summary?scope=${encodeURIComponent(scope)}'`;
}
