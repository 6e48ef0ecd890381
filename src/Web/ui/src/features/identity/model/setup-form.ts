import { isGoodPassword } from './password';

export interface SetupDraft {
  code: string;
  name: string;
  password: string;
  again: string;
}

export type SetupField = keyof SetupDraft;
export type SetupFault = 'enterCode' | 'name' | 'password' | 'again';

/** In the order in which they are read. */
export const setupFields: readonly SetupField[] = ['code', 'name', 'password', 'again'];

/** What is wrong, by field; empty when the draft can be sent. */
export function setupFaults(draft: SetupDraft, minPasswordLength: number): Partial<Record<SetupField, SetupFault>> {
  const faults: Partial<Record<SetupField, SetupFault>> = {};
  if (draft.code.trim() === '') faults.code = 'enterCode';
  if (draft.name.trim() === '') faults.name = 'name';
  if (!isGoodPassword(draft.password, draft.name, minPasswordLength)) faults.password = 'password';
  if (draft.again !== draft.password) faults.again = 'again';
  return faults;
}
