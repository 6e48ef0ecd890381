import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Language } from './texts';

/** Where the guides lie. */
export const guides = fileURLToPath(new URL('../../docs/guide/', import.meta.url));

/** One picture of a guide: where it is taken, and what the reader is told to find there. */
export interface Scene {
  address: string;
  /** Keys of texts that stand on the page, whatever its figures are. */
  shows: readonly string[];
  /** What is done before the picture is taken. */
  act?: (page: Page, language: Language) => Promise<void>;
}

const bills: Record<Language, { name: string; text: string }> = {
  en: { name: 'october.csv', text: 'Date,Vendor,Model name,Department,Input tokens,Output tokens,Amount\n2026-10-05,openai,gpt-4o,search,1200000,310000,\n2026-10-05,anthropic,claude-sonnet-4-5,ads,,,148.20\n2026-10-06,openai,gpt-4o,search,a lot,300000,\n' },
  ko: { name: '10월 사용량.csv', text: '사용일,공급사,모델명,부서,입력토큰,출력토큰,금액\n2026-10-05,openai,gpt-4o,검색팀,1200000,310000,\n2026-10-05,anthropic,claude-sonnet-4-5,광고팀,,,148.20\n2026-10-06,openai,gpt-4o,검색팀,많음,300000,\n' },
};

/** By the name of the picture. */
export const scenes: Readonly<Record<string, Scene>> = {
  start: { address: '/start?step=send', shows: ['onboarding.title', 'onboarding.makeToken', 'onboarding.step.upload', 'onboarding.step.connect'] },
  upload: {
    address: '/sources/upload',
    shows: ['onboarding.columns', 'onboarding.preview', 'onboarding.import'],
    act: async (page, language) => {
      const { name, text } = bills[language];
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    },
  },
  connect: { address: '/start?step=connect', shows: ['onboarding.step.connect', 'onboarding.stepHint.connect'] },
  analyst: { address: '/?as=analyst', shows: ['overview.question.analyst'] },
  explore: { address: '/explore', shows: ['nav.pages.explore'] },
  anomalies: { address: '/anomalies', shows: ['nav.pages.anomalies'] },
  engineer: { address: '/?as=engineer', shows: ['overview.question.engineer'] },
  efficiency: { address: '/efficiency', shows: ['nav.pages.efficiency'] },
  manager: { address: '/?as=manager', shows: ['overview.question.manager', 'overview.whatIf'] },
  budgets: { address: '/budgets', shows: ['nav.pages.budgets'] },
  scenario: { address: '/scenarios/new', shows: ['nav.pages.scenarios'] },
  executive: { address: '/?as=executive', shows: ['overview.question.executive'] },
};

export interface Guide {
  name: string;
  text: string;
  /** Names of the pictures, in the order of the guide. */
  pictures: string[];
  /** Addresses of the dashboard that it names. */
  addresses: string[];
}

export function guidesIn(language: Language): Guide[] {
  return readdirSync(`${guides}${language}`).filter((name) => name.endsWith('.md')).map((name) => {
    const text = readFileSync(`${guides}${language}/${name}`, 'utf8');
    return {
      name,
      text,
      pictures: [...text.matchAll(new RegExp(`\\(\\.\\./images/${language}/([\\w-]+)\\.png\\)`, 'g'))].map((found) => found[1]!),
      addresses: [...text.matchAll(/`(\/[\w/?=&-]*)`/g)].map((found) => found[1]!),
    };
  });
}
