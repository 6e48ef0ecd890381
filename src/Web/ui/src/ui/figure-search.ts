import { figureIds, figureOf, figureGroups, type FigureGroup, type FigureId } from './figures';

/** The figures whose words hold the text, by group in the order of the pages; groups without any are left out. */
export function findFigures(text: string, words: (id: FigureId) => readonly string[]): { group: FigureGroup; ids: FigureId[] }[] {
  const wanted = text.trim().toLowerCase();
  const found = figureIds.filter((id) => words(id).some((word) => word.toLowerCase().includes(wanted)));
  return figureGroups
    .map((group) => ({ group, ids: found.filter((id) => figureOf(id).group === group) }))
    .filter(({ ids }) => ids.length > 0);
}
