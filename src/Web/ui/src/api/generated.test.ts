import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('the client is generated from the committed document: otherwise run `npm run generate`', async () => {
  const document = new URL('../../openapi/openapi.json', import.meta.url);
  const committed = readFileSync(new URL('./generated/schema.d.ts', import.meta.url), 'utf8');
  const generated = astToString(await openapiTS(document));
  expect(committed.slice(committed.indexOf('export interface paths'))).toBe(generated.slice(generated.indexOf('export interface paths')));
});
