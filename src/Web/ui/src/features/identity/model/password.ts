/** What a password has to be, in the order in which it is told. The server has the last word. */
export const passwordRules = ['length', 'variety', 'name'] as const;
export type PasswordRule = (typeof passwordRules)[number];

const VARIETY = 4;
const MAX_LENGTH = 200;

/** Which rules a password keeps. */
export function keptRules(password: string, name: string, minLength: number): Record<PasswordRule, boolean> {
  const owner = name.trim().toLowerCase();
  return {
    length: password.length >= minLength && password.length <= MAX_LENGTH,
    variety: new Set(password).size >= VARIETY,
    name: password !== '' && (owner === '' || !password.toLowerCase().includes(owner)),
  };
}

export const isGoodPassword = (password: string, name: string, minLength: number) => Object.values(keptRules(password, name, minLength)).every(Boolean);
