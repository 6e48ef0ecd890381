import { expect, it } from 'vitest';
import { headerBytes } from './actor';

it('sends a name in any script as bytes that give the same name again', () => {
  for (const name of ['Ada', '김서연', 'José 🙂']) {
    const sent = headerBytes(name);
    expect(() => new Headers({ 'x-name': sent })).not.toThrow();
    expect(new TextDecoder().decode(Uint8Array.from(sent, (letter) => letter.charCodeAt(0)))).toBe(name);
  }
});
