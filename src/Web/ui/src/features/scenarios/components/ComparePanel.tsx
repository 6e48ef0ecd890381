import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { Panel } from '@/ui/Panel';
import { TableFrame } from '@/ui/TableFrame';
import { useExplain } from '@/ui/use-explain';
import { useMinute } from '@/ui/use-now';
import { useScopeName } from '@/ui/use-scope-name';
import { isoDay } from '@/url/day-range';
import { scenarioResultQuery } from '../api/queries';
import type { Scenario } from '../api/types';
import { comparedRows, difference, isAlike, type ComparedRow } from '../model/compare';
import { scenarioAddress, stateOf } from '../model/scenario';
import { useEffectName } from './EffectBars';
import { useDriverWords } from './use-driver-words';

/** Up to four scenarios side by side; what differs is told against the first. */
export function ComparePanel({ scenarios, onClose }: { scenarios: readonly Scenario[]; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const scopeName = useScopeName();
  const wordsOf = useDriverWords();
  const effectName = useEffectName();
  const today = isoDay(useMinute());
  const answers = useQueries({ queries: scenarios.map(({ id }) => scenarioResultQuery(id)) });
  const write = (form: ComparedRow['form'], value: number | null | undefined) => (value === null || value === undefined ? t('common.none') : form === 'money' ? format.money(value) : format.percent(value, 1));
  const cell = { verticalAlign: 'top', fontVariantNumeric: 'tabular-nums', py: 1 };
  const note = { variant: 'caption', component: 'div', sx: { color: 'text.secondary' } } as const;
  const failed = answers.find((answer) => answer.error !== null);
  return (
    <Panel flush title={t('scenarios.sideBySide')} hint={t('scenarios.sideBySideHint')} actions={<Button color="inherit" data-print="hide" onClick={onClose} sx={{ color: 'text.secondary' }}>{t('scenarios.closeCompare')}</Button>}>
      {!isAlike(scenarios) && <Alert severity="info" sx={{ mx: 2, mb: 1 }}>{t('scenarios.notAlike')}</Alert>}
      {failed !== undefined && <Alert severity="error" sx={{ mx: 2, mb: 1 }}>{explain(failed.error)}</Alert>}
      <TableFrame label={t('scenarios.sideBySide')} minWidth={240 + scenarios.length * 200} sx={{ tableLayout: 'fixed', '& th:first-of-type': { width: 180 } }}>
        <TableHead>
          <TableRow>
            <TableCell scope="col">{t('scenarios.figure')}</TableCell>
            {scenarios.map((scenario) => (
              <TableCell key={scenario.id} scope="col" sx={{ verticalAlign: 'bottom' }}>
                <MuiLink component={Link} to={scenarioAddress(scenario.id)} color="text.primary" sx={{ fontWeight: 600, fontSize: 13, overflowWrap: 'anywhere' }}>{scenario.name}</MuiLink>
                <Typography {...note}>{scopeName.path(scenario.scope)}</Typography>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          <TableRow>
            <TableCell component="th" scope="row" sx={cell}>{t('scenarios.changes')}</TableCell>
            {scenarios.map((scenario) => {
              const words = wordsOf(stateOf(scenario, today));
              return <TableCell key={scenario.id} sx={{ ...cell, color: 'text.secondary' }}>{words.length === 0 ? t('scenarios.changesNothing') : words.map((one) => <div key={one}>{one}</div>)}</TableCell>;
            })}
          </TableRow>
          {comparedRows.map((row) => {
            const values = answers.map(({ data }) => (data === undefined ? undefined : row.value(data)));
            return (
              <TableRow key={row.key}>
                <TableCell component="th" scope="row" sx={cell}>{t(`scenarios.compared.${row.key}`)}</TableCell>
                {scenarios.map((scenario, i) => {
                  const data = answers[i]!.data;
                  const against = difference(values, i);
                  const range = data === undefined ? null : row.range?.(data) ?? null;
                  return (
                    <TableCell key={scenario.id} sx={cell}>
                      <Box component="span" sx={{ fontWeight: 600 }}>{write(row.form, values[i])}</Box>
                      {range !== null && <Typography {...note}>{t('scenarios.interval', { range: format.moneyRange(range.from, range.to) })}</Typography>}
                      {data !== undefined && i === 0 && <Typography {...note}>{t('scenarios.unchangedIs', { value: write(row.form, row.before(data)) })}</Typography>}
                      {against !== null && Math.abs(against.amount) > 1e-9 && (
                        <Typography {...note} sx={{ color: 'text.primary' }}>
                          {t('scenarios.againstFirst', { change: row.form === 'share' ? t('scenarios.points', { value: format.pointsDelta(against.amount) }) : `${format.moneyDelta(against.amount)}${against.ratio === null ? '' : ` (${format.percentDelta(against.ratio)})`}` })}
                        </Typography>
                      )}
                      {against !== null && Math.abs(against.amount) <= 1e-9 && <Typography {...note}>{t('scenarios.sameAsFirst')}</Typography>}
                    </TableCell>
                  );
                })}
              </TableRow>
            );
          })}
          <TableRow>
            <TableCell component="th" scope="row" sx={cell}>{t('scenarios.effects')}</TableCell>
            {scenarios.map((scenario, i) => (
              <TableCell key={scenario.id} sx={cell}>
                {(answers[i]!.data?.effects ?? []).map((effect) => (
                  <Box key={effect.driver} sx={{ display: 'flex', gap: 1, justifyContent: 'space-between', maxWidth: 260 }}>
                    <Box component="span" sx={{ color: 'text.secondary' }}>{effectName(effect.driver)}</Box>
                    <span>{format.moneyDelta(effect.amount)}</span>
                  </Box>
                ))}
                {answers[i]!.data?.effects.length === 0 && t('common.none')}
              </TableCell>
            ))}
          </TableRow>
        </TableBody>
      </TableFrame>
    </Panel>
  );
}
