import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { View } from '@/url/view';
import { figureOf, type FigureId } from './figures';

export interface FigureWords {
  name: string;
  unit: string;
  /** One sentence, in the words of whoever reads. */
  meaning: string;
  /** How it is worked out. */
  formula: string;
}

/** The glossary comes after the page; until then it says nothing rather than the names of its texts. */
const LATE = { defaultValue: '' };

/** The glossary's words of a figure, for a role. */
export function useFigureWords(): (id: FigureId, view: View) => FigureWords {
  const { t } = useTranslation();
  const { currency } = useFormat();
  return (id, view) => {
    const { unit, own } = figureOf(id);
    // Whether a role has a word of its own stands in the list of figures; a test holds the texts to it.
    const say = t as (key: string, late: typeof LATE) => string;
    const role = view !== 'analyst' && own.includes(view) ? view : null;
    const meaning = {
      engineer: () => say(`glossary.engineer.${id}`, LATE),
      manager: () => say(`glossary.manager.${id}`, LATE),
      executive: () => say(`glossary.executive.${id}`, LATE),
    };
    return {
      name: t(`figures.name.${id}`),
      unit: t(`figures.unit.${unit}`, { currency }),
      meaning: role === null ? t(`glossary.meaning.${id}`, LATE) : meaning[role](),
      formula: t(`glossary.formula.${id}`, LATE),
    };
  };
}
