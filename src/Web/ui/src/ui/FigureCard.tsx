import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sourcesQuery, summaryQuery } from '@/api/queries';
import type { Period, Summary } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { recordsAddress, scopeAddress } from '@/url/scope-path';
import { figureOf, type FigureId } from './figures';
import type { FigureWords } from './use-figure-words';
import { useScopeName } from './use-scope-name';
import { useMay } from './use-session';

type Split = Period['spend'];

/** What the page knows about the figure it shows. */
export interface FigureContext {
  /** Whose figure it is; without it the card says only what the figure means. */
  scope?: string | undefined;
  /** How sure this very figure is, where it is not that of the scope's day or month. */
  spend?: Split | undefined;
}

interface FigureCardProps extends FigureContext {
  id: FigureId;
  cardId: string;
  words: FigureWords;
  takesFocus: boolean;
  onClose: () => void;
}

/** Names of sources beyond these would make the card a list. */
const SHOWN = 4;

/** Meaning, unit and way of working out; how sure, as of when and from which sources; and the way to what lies behind. */
export function FigureCard({ id, cardId, words, takesFocus, scope, spend, onClose }: FigureCardProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  // Outside system: the focus. Who opened it by key or press goes on inside of it.
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return onClose();
    }
    if (event.key !== 'Tab') return;
    // The card hangs at the end of the document: leaving it leads back to its button.
    const links = [...box.current!.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.shiftKey ? at <= 0 : at === links.length - 1) {
      event.preventDefault();
      onClose();
    }
  };
  return (
    <Box
      ref={box}
      id={cardId}
      role="dialog"
      aria-label={words.name}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      sx={{ width: 340, maxWidth: '100%', bgcolor: 'background.paper', color: 'text.primary', border: 1, borderColor: 'control', borderRadius: 1, p: 2, boxShadow: 3, fontSize: 13, lineHeight: '20px', fontWeight: 400, whiteSpace: 'normal', textAlign: 'left' }}
    >
      <Typography variant="subtitle2" component="p">{words.name}</Typography>
      <Typography sx={{ fontSize: 13, lineHeight: '20px', mb: 1 }}>{words.meaning}</Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 1.5, rowGap: 0.25, '& dt': { color: 'text.secondary' }, '& dd': { m: 0, fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' } }}>
        <dt>{t('figures.card.unit')}</dt>
        <dd>{words.unit}</dd>
        <dt>{t('figures.card.formula')}</dt>
        <dd>{words.formula}</dd>
        {scope !== undefined && <Origin id={id} scope={scope} spend={spend} />}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, mt: 1.25 }}>
        {scope !== undefined && <Behind id={id} scope={scope} onClose={onClose} />}
        <MuiLink component={Link} to={`/glossary?figure=${id}`} onClick={onClose} underline="always">{t('figures.card.all')}</MuiLink>
      </Box>
    </Box>
  );
}

function Origin({ id, scope, spend }: { id: FigureId; scope: string; spend: Split | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay()('readCosts', 'org');
  const { data: summary } = useQuery(summaryQuery(scope));
  const { data: sources } = useQuery({ ...sourcesQuery(), enabled: may });
  const split = spend ?? splitOf(id, summary);
  const names = (sources?.items ?? []).map(({ name }) => name);
  return (
    <>
      {split !== null && split.total > 0 && (
        <>
          <dt>{t('figures.card.sure')}</dt>
          <dd>{t('spend.certaintyParts', { estimated: format.percent(split.estimated / split.total), confirmed: format.percent(split.confirmed / split.total), invoiced: format.percent(split.invoiced / split.total) })}</dd>
        </>
      )}
      {summary !== undefined && (
        <>
          <dt>{t('figures.card.asOf')}</dt>
          <dd>{t('common.atZone', { time: format.dateTime(summary.asOf), zone: format.zone })}</dd>
        </>
      )}
      {summary?.lastRecordAt != null && (
        <>
          <dt>{t('figures.card.lastRecord')}</dt>
          <dd>{format.dateTime(summary.lastRecordAt)}</dd>
        </>
      )}
      {sources !== undefined && (
        <>
          <dt>{t('figures.card.sources')}</dt>
          <dd>{names.length === 0 ? t('figures.card.noSources') : names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ` +${names.length - SHOWN}` : '')}</dd>
        </>
      )}
    </>
  );
}

function splitOf(id: FigureId, summary: Summary | undefined): Split | null {
  const { split } = figureOf(id);
  if (summary === undefined || split === null) return null;
  return { today: summary.today, month: summary.monthToDate, previousMonth: summary.previousMonth }[split].spend;
}

/** To the records where they may be read, else to the page of the scope. */
function Behind({ id, scope, onClose }: { id: FigureId; scope: string; onClose: () => void }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const may = useMay();
  if (figureOf(id).records && may('readRecords', scope)) {
    return <MuiLink component={Link} to={recordsAddress(scope)} onClick={onClose} underline="always">{t('figures.card.records')}</MuiLink>;
  }
  return <MuiLink component={Link} to={scopeAddress(scope)} onClick={onClose} underline="always">{t('figures.card.scope', { name: scopeName.own(scope) })}</MuiLink>;
}
