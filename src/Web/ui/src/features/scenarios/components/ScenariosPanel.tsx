import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { TableFrame } from '@/ui/TableFrame';
import { useMinute } from '@/ui/use-now';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import { isoDay } from '@/url/day-range';
import { useSearchState } from '@/url/use-search-state';
import { scenariosQuery } from '../api/queries';
import type { Scenario } from '../api/types';
import { compareFields, MAX_COMPARED } from '../model/compare';
import { scenarioAddress, stateOf } from '../model/scenario';
import { ComparePanel } from './ComparePanel';
import { useDriverWords } from './use-driver-words';

/** Kept scenarios, and some of them side by side. */
export function ScenariosPanel() {
  const { t } = useTranslation();
  const [{ compare }, setState] = useSearchState(compareFields);
  const query = useQuery(scenariosQuery());
  const all = query.data?.items ?? [];
  // In the order in which they were chosen; what is gone is left out.
  const chosen = compare.flatMap((id) => all.find((one) => one.id === id) ?? []);
  return (
    <>
      <Panel flush title={t('scenarios.all')} hint={t('scenarios.allHint', { count: MAX_COMPARED })}>
        <DataState what={t('nav.pages.scenarios')} query={query} height={240}>
          {({ items }) => items.length === 0
            ? <EmptyNote title={t('scenarios.none')} hint={t('scenarios.noneHint')} height={220} action={<Button component={Link} to="/scenarios/new" variant="contained">{t('scenarios.new')}</Button>} />
            : <Rows items={items} chosen={chosen.map(({ id }) => id)} onChoose={(ids) => setState({ compare: ids }, { replace: true })} />}
        </DataState>
      </Panel>
      {chosen.length === 1 && <Typography variant="body2" role="status" sx={{ color: 'text.secondary' }}>{t('scenarios.chooseAnother')}</Typography>}
      {chosen.length > 1 && <ComparePanel scenarios={chosen} onClose={() => setState({ compare: [] })} />}
    </>
  );
}

function Rows({ items, chosen, onChoose }: { items: readonly Scenario[]; chosen: readonly string[]; onChoose: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const person = usePerson();
  const scopeName = useScopeName();
  const wordsOf = useDriverWords();
  const today = isoDay(useMinute());
  return (
    <TableFrame label={t('scenarios.all')} minWidth={760}>
      <TableHead>
        <TableRow>
          <TableCell scope="col" sx={{ width: 56, pl: 2 }}>{t('scenarios.compare')}</TableCell>
          <TableCell scope="col">{t('scenarios.name')}</TableCell>
          <TableCell scope="col">{t('scenarios.changes')}</TableCell>
          <TableCell scope="col">{t('scenarios.scope')}</TableCell>
          <TableCell scope="col">{t('scenarios.owner')}</TableCell>
          <TableCell scope="col" align="right">{t('scenarios.savedWhen')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((scenario) => {
          const isChosen = chosen.includes(scenario.id);
          const words = wordsOf(stateOf(scenario, today));
          return (
            <TableRow key={scenario.id} hover selected={isChosen} sx={{ height: 44 }}>
              <TableCell sx={{ pl: 1.25 }}>
                <Checkbox
                  size="small"
                  checked={isChosen}
                  disabled={!isChosen && chosen.length >= MAX_COMPARED}
                  onChange={() => onChoose(isChosen ? chosen.filter((id) => id !== scenario.id) : [...chosen, scenario.id])}
                  slotProps={{ input: { 'aria-label': t('scenarios.compareThis', { name: scenario.name }) } }}
                />
              </TableCell>
              <TableCell component="th" scope="row" sx={{ maxWidth: 300 }}>
                <MuiLink component={Link} to={scenarioAddress(scenario.id)} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{scenario.name}</MuiLink>
              </TableCell>
              <TableCell sx={{ color: 'text.secondary', maxWidth: 420, overflowWrap: 'anywhere' }}>{words.length === 0 ? t('scenarios.changesNothing') : words.join(' · ')}</TableCell>
              <TableCell>{scopeName.path(scenario.scope)}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{person(scenario.ownerName)}</TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{format.dateTime(scenario.savedAt)}</TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
