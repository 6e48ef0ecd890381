import { describe, expect, it } from 'vitest';
import { changeFaults, changeRequest, deployCommand, isAddress, newChange } from './change-form';

const now = Date.parse('2026-11-21T08:00:00Z');
const draft = { ...newChange(now, 'team:search'), title: ' Release ' };

describe('a change as it is typed', () => {
  it('begins as a deployment of now, without faults once it has a name', () => {
    expect(changeFaults(newChange(now, 'team:search'), now)).toEqual({ title: 'title' });
    expect(changeFaults(draft, now)).toEqual({});
    expect(changeRequest(draft)).toEqual({
      scope: 'team:search', kind: 'deploy', title: 'Release', at: '2026-11-21T08:00:00.000Z', version: null, url: null, by: null,
    });
  });

  it('names each fault by its field', () => {
    expect(changeFaults({ ...draft, scope: null, at: '', url: 'git.example.com', version: 'v'.repeat(101) }, now)).toEqual({ scope: 'scope', at: 'time', url: 'url', version: 'tooLong' });
    expect(changeFaults({ ...draft, title: 'a'.repeat(201), at: '2026-11-23T00:00', url: `https://x/${'a'.repeat(2_000)}` }, now)).toEqual({ title: 'tooLong', at: 'ahead', url: 'tooLong' });
  });

  it.each([
    ['https://git.example.com/1', true], ['http://ci/1', true], ['javascript:alert(1)', false], ['data:text/html,x', false], ['/relative', false], ['', false],
  ])('links to %s: %s', (address, isOne) => expect(isAddress(address)).toBe(isOne));
});

describe('the command of a pipeline', () => {
  it('posts a deployment of the scope with a token from the environment', () => {
    const command = deployCommand('https://finops.example', 'project:search/chat', "Kim's release");
    expect(command).toContain('curl -X POST https://finops.example/api/v1/changes');
    expect(command).toContain('Bearer $FINOPSAI_TOKEN');
    expect(command).toContain(String.raw`'{"scope":"project:search/chat","kind":"deploy","title":"Kim'\''s release","version":"1.4.0"}'`);
  });
});
