import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordsQuery } from '@/api/queries';
import type { UsageRecord } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { scopeNames } from '@/url/scope-path';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Chip } from '@/ui/SeverityChip';
import { TableFrame } from '@/ui/TableFrame';
import { useScopeName } from '@/ui/use-scope-name';

interface RecordsTableProps {
  scope: string;
  showResource?: boolean;
}

const DAY = 86_400_000;

/** The records behind a figure; the window is fixed when the table opens, so that rows hold still under the reader. */
export function RecordsTable({ scope, showResource = false }: RecordsTableProps) {
  const { t } = useTranslation();
  const [range] = useState(() => {
    const now = Date.now();
    return { from: new Date(now - 2 * DAY).toISOString(), to: new Date(now + DAY).toISOString() };
  });
  const query = useQuery(recordsQuery(scope, range.from, range.to));
  return (
    <DataState what={t('spend.behind')} query={query} height={240}>
      {(data) => data.items.length === 0 ? <EmptyNote title={t('spend.recordsNone')} /> : <Rows items={data.items} showResource={showResource} />}
    </DataState>
  );
}

function ResourceCell({ names }: { names: readonly string[] }) {
  const clip = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };
  return (
    <TableCell sx={{ maxWidth: 200, ...clip }} title={names.join(' / ')}>
      {names.at(-1)}
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', ...clip }}>{names.slice(0, -1).join(' / ')}</Typography>
    </TableCell>
  );
}

function Rows({ items, showResource }: { items: UsageRecord[]; showResource: boolean }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  return (
    <>
      <Typography variant="caption" sx={{ color: 'text.secondary', px: 2, py: 1 }}>{t('spend.recordsShown', { count: items.length })}</Typography>
      <TableFrame label={t('spend.behind')} maxHeight={showResource ? undefined : 460}>
        <TableHead>
          <TableRow>
            <TableCell scope="col">{t('spend.time')}</TableCell>
            {showResource && <TableCell scope="col">{t('spend.resource')}</TableCell>}
            <TableCell scope="col">{t('spend.model')}</TableCell>
            <TableCell scope="col">{t('spend.usage')}</TableCell>
            <TableCell scope="col" align="right">{t('spend.cost')}</TableCell>
            <TableCell scope="col">{t('spend.priceFrom')}</TableCell>
            <TableCell scope="col">{t('spend.recordId')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((record) => (
            <TableRow key={`${record.source}|${record.id}|${record.revision}`}>
              <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>{format.dateTime(record.timestamp)}</TableCell>
              {showResource && <ResourceCell names={scopeName.words(scopeNames(record.scope) ?? [record.scope])} />}
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {record.model ?? t('common.none')}
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{record.provider}</Typography>
              </TableCell>
              <TableCell sx={{ fontSize: 12, color: 'text.secondary', minWidth: 220 }}>
                {Object.entries(record.usage).map(([unit, value]) => `${unit} ${format.countExact(value)}`).join(' · ')}
              </TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{format.moneyExact(record.effectiveCost)}</TableCell>
              <TableCell>
                {record.pricing === 'given' || record.pricing === 'catalogue'
                  ? <Typography variant="caption">{t(`spend.pricing.${record.pricing}`)}</Typography>
                  : <Chip tone="medium">{t(`spend.pricing.${record.pricing}`)}</Chip>}
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t(`spend.status.${record.status}`)}</Typography>
              </TableCell>
              <TableCell sx={{ fontSize: 12, color: 'text.secondary', maxWidth: showResource ? 110 : 240, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={`${record.id} (${record.source})`}>{record.id}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </TableFrame>
    </>
  );
}
