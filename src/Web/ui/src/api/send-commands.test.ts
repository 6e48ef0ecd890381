import { expect, it } from 'vitest';
import { firstRecordCommand, firstRecordPowerShell, litellmSetting, otlpSetting, readCommand } from './send-commands';

it('is one command whose body is valid JSON with every required field', () => {
  const command = firstRecordCommand('http://localhost:5080', new Date('2026-11-21T00:00:00.123Z'));
  expect(command).toContain('http://localhost:5080/api/v1/usage');
  const [record] = JSON.parse(/-d '(.*)'$/.exec(command)![1]!) as Record<string, unknown>[];
  expect(Object.keys(record!)).toEqual(['id', 'timestamp', 'provider', 'model', 'resource', 'project', 'team', 'usage']);
  expect(record!['timestamp']).toBe('2026-11-21T00:00:00Z');
});

it('says the same to PowerShell', () => {
  const command = firstRecordPowerShell('http://localhost:5080', new Date(0), 'fai_secret');
  expect(command).toContain('Authorization = "Bearer fai_secret"');
  expect((JSON.parse(/-Body '(.*)'$/.exec(command)![1]!) as object[]).length).toBe(1);
  expect(command.split('\n').slice(0, -1).every((line) => line.endsWith('`'))).toBe(true);
});

it('names this server to whatever sends to it', () => {
  expect(litellmSetting('http://finops:5080')).toContain('endpoint: http://finops:5080/ingest/litellm');
  expect(otlpSetting('http://finops:5080')).toContain('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://finops:5080/v1/traces');
});

it('carries a token, or the place of one', () => {
  expect(firstRecordCommand('http://finops:5080', new Date(0))).toContain('-H "authorization: Bearer $FINOPSAI_TOKEN"');
  expect(firstRecordCommand('http://finops:5080', new Date(0), 'fai_secret')).toContain('Bearer fai_secret"');
  expect(readCommand('http://finops:5080', 'team:search', 'fai_secret')).toContain('/api/v1/summary?scope=team%3Asearch');
  expect(otlpSetting('http://finops:5080')).toContain('OTEL_EXPORTER_OTLP_TRACES_HEADERS="authorization=Bearer%20$FINOPSAI_TOKEN"');
});
