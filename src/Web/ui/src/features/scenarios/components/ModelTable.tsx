import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { TableFrame } from '@/ui/TableFrame';
import type { ScenarioModel } from '../api/types';

const MOST = 12;

/** What each model costs and takes, before and after. */
export function ModelTable({ models }: { models: readonly ScenarioModel[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  const shown = models.slice(0, MOST);
  return (
    <>
      <TableFrame label={t('scenarios.byModel')} minWidth={560}>
        <TableHead>
          <TableRow>
            <TableCell scope="col">{t('scenarios.model')}</TableCell>
            <TableCell scope="col" align="right">{t('scenarios.costBefore')}</TableCell>
            <TableCell scope="col" align="right">{t('scenarios.costAfter')}</TableCell>
            <TableCell scope="col" align="right">{t('scenarios.difference')}</TableCell>
            <TableCell scope="col" align="right">{t('scenarios.requestsMoved')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((model) => (
            <TableRow key={`${model.provider}|${model.model}`}>
              <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                {model.model === '' ? t('scenarios.noModel') : model.model}
                <Typography component="span" variant="caption" sx={{ color: 'text.secondary', ml: 0.75 }}>{model.provider}</Typography>
              </TableCell>
              <TableCell align="right" sx={numbers}>{format.moneyExact(model.costBefore)}</TableCell>
              <TableCell align="right" sx={{ ...numbers, fontWeight: 600 }}>{format.moneyExact(model.costAfter)}</TableCell>
              <TableCell align="right" sx={numbers}><Delta now={model.costAfter} before={model.costBefore} /></TableCell>
              <TableCell align="right" sx={{ ...numbers, color: 'text.secondary' }}>{`${format.count(model.requestsBefore)} → ${format.count(model.requestsAfter)}`}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </TableFrame>
      {models.length > shown.length && <Typography variant="caption" component="p" sx={{ px: 2, py: 1, color: 'text.secondary' }}>{t('scenarios.moreModels', { count: models.length - shown.length })}</Typography>}
    </>
  );
}
