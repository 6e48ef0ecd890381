import { expect, it } from 'vitest';
import { firstRecordCommand, litellmSetting, otlpSetting } from './send-commands';

it('is one command whose body is valid JSON with every required field', () => {
  const command = firstRecordCommand('http://localhost:5080', new Date('2026-11-21T00:00:00.123Z'));
  expect(command).toContain('http://localhost:5080/api/v1/usage');
  const [record] = JSON.parse(/-d '(.*)'$/.exec(command)![1]!) as Record<string, unknown>[];
  expect(Object.keys(record!)).toEqual(['id', 'timestamp', 'provider', 'model', 'resource', 'project', 'team', 'usage']);
  expect(record!['timestamp']).toBe('2026-11-21T00:00:00Z');
});

it('names this server to whatever sends to it', () => {
  expect(litellmSetting('http://finops:5080')).toContain('endpoint: http://finops:5080/ingest/litellm');
  expect(otlpSetting('http://finops:5080')).toContain('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://finops:5080/v1/traces');
});
