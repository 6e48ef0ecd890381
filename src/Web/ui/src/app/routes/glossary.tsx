import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { choice, text, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { viewFields, views, type ViewState } from '@/url/view';
import { EmptyNote } from '@/ui/DataState';
import { findFigures } from '@/ui/figure-search';
import { figureIds, type FigureId } from '@/ui/figures';
import { Page } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { useFigureWords } from '@/ui/use-figure-words';
import { useView } from '@/ui/use-view';

interface GlossaryState extends ViewState {
  search: string | null;
  /** The figure that the reader came from. */
  figure: FigureId | 'none';
}

const fields: Fields<GlossaryState> = { ...viewFields, search: text(/^.{1,100}$/), figure: choice(['none', ...figureIds], 'none') };

/** Every figure of the product, in the words of a role. */
export function Component() {
  const { t } = useTranslation();
  const own = useView();
  const wordsOf = useFigureWords();
  const [state, setState] = useSearchState(fields);
  const view = state.as ?? own;
  const groups = findFigures(state.search ?? '', (id) => Object.values(wordsOf(id, view)));
  return (
    <Page
      title={t('nav.pages.glossary')}
      actions={<Segmented label={t('figures.wordsOf')} value={view} options={views.map((value) => ({ value, label: t(`overview.view.${value}`) }))} onChange={(next) => setState({ as: next === own ? null : next }, { replace: true })} />}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Typography sx={{ color: 'text.secondary', flex: '1 1 320px' }}>{t('figures.subtitle')}</Typography>
        <TextField size="small" type="search" label={t('figures.search')} value={state.search ?? ''} onChange={(event) => setState({ search: event.target.value === '' ? null : event.target.value }, { replace: true })} sx={{ width: { xs: '100%', sm: 280 } }} data-print="hide" />
      </Box>
      {groups.length === 0 && <EmptyNote title={t('figures.none', { text: state.search ?? '' })} height={240} />}
      {groups.map(({ group, ids }) => (
        <Panel key={group} flush title={t(`figures.group.${group}`)}>
          <Box component="dl" sx={{ m: 0 }}>
            {ids.map((id) => <Entry key={id} words={wordsOf(id, view)} isAskedFor={id === state.figure} />)}
          </Box>
        </Panel>
      ))}
    </Page>
  );
}

function Entry({ words, isAskedFor }: { words: ReturnType<ReturnType<typeof useFigureWords>>; isAskedFor: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  // Outside system: the scroll position. Who came from a figure begins at its entry.
  useEffect(() => {
    if (isAskedFor) row.current?.scrollIntoView({ block: 'center' });
  }, [isAskedFor]);
  return (
    <Box ref={row} sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '220px minmax(0, 1.2fr) minmax(0, 1fr)' }, columnGap: 3, rowGap: 0.25, px: 2, py: 1.25, borderTop: 1, borderColor: 'divider', bgcolor: isAskedFor ? 'soft.low' : 'transparent', breakInside: 'avoid' }}>
      <Box component="dt">
        <Box sx={{ fontWeight: 600 }}>{words.name}</Box>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{words.unit}</Typography>
      </Box>
      <Box component="dd" sx={{ m: 0 }}>{words.meaning}</Box>
      <Box component="dd" sx={{ m: 0, color: 'text.secondary' }}>{words.formula}</Box>
    </Box>
  );
}
