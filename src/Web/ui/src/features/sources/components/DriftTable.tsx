import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { providerOf } from '@/format/provider-of';
import { useFormat } from '@/format/use-format';
import { Chip } from '@/ui/SeverityChip';
import { Sureness } from '@/ui/Sureness';
import { TableFrame } from '@/ui/TableFrame';
import { ChevronDownIcon, ChevronRightIcon, HighIcon } from '@/ui/icons';
import type { DriftRow } from '../model/drift';
import { DriftDays } from './DriftDays';
import { RatioChart } from './RatioChart';

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function DriftTable({ rows, nameOf }: { rows: readonly DriftRow[]; nameOf: (source: string) => string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const [open, setOpen] = useState<string | null>(null);
  const ratioWords = (row: DriftRow) => {
    const normal = row.days.findLast((day) => day.normal !== null)?.normal ?? null;
    const ratio = row.ratio === null ? t('common.none') : format.percent(row.ratio, 1);
    return [
      t('sources.ratioLabel', { model: row.model || t('spend.unnamedModel'), ratio }),
      ...(normal === null ? [] : [t('sources.normalLabel', { from: format.percent(normal.lower, 1), to: format.percent(normal.upper, 1) })]),
      ...(row.unusual === 0 ? [] : [t('sources.unusualDays', { count: row.unusual })]),
    ].join(' ');
  };
  return (
    <TableFrame label={t('sources.driftTitle')} minWidth={860}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('spend.model')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.estimated')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.billed')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.drift')}</TableCell>
          <TableCell scope="col" align="right">{t('sources.ratio')}</TableCell>
          <TableCell scope="col" sx={{ width: 190 }}>{t('sources.ratioByDay')}</TableCell>
          <TableCell scope="col">{t('sources.sureness')}</TableCell>
          <TableCell scope="col" data-print="hide" />
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row, i) => {
          const isOpen = open === row.key;
          const name = row.model || t('spend.unnamedModel');
          return (
            <Fragment key={row.key}>
              <TableRow sx={{ height: 52 }}>
                <TableCell component="th" scope="row" sx={{ minWidth: 170, maxWidth: 280 }}>
                  <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Box>
                  <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{`${providerOf(row.provider)} · ${nameOf(row.source)}`}</Typography>
                </TableCell>
                <TableCell align="right" sx={figures} title={format.moneyExact(row.estimated)}>{format.money(row.estimated)}</TableCell>
                <TableCell align="right" sx={figures} title={format.moneyExact(row.billed)}>{format.money(row.billed)}</TableCell>
                <TableCell align="right" sx={{ ...figures, fontWeight: 600 }}>{format.moneyDelta(row.drift)}</TableCell>
                <TableCell align="right" sx={figures}>{row.ratio === null ? t('common.none') : format.percent(row.ratio, 1)}</TableCell>
                <TableCell>
                  {row.ratio === null ? t('common.none') : <RatioChart days={row.days} width={170} height={36} label={ratioWords(row)} />}
                  {row.unusual > 0 && <Chip tone="high"><HighIcon sx={{ fontSize: 14 }} />{t('sources.unusualDays', { count: row.unusual })}</Chip>}
                </TableCell>
                <TableCell><Sureness spend={row.sureness} /></TableCell>
                <TableCell data-print="hide" align="right">
                  <IconButton size="small" aria-expanded={isOpen} aria-controls={`${id}-${i}`} aria-label={t('sources.daysOf', { model: name })} onClick={() => setOpen(isOpen ? null : row.key)}>
                    {isOpen ? <ChevronDownIcon sx={{ fontSize: 18 }} /> : <ChevronRightIcon sx={{ fontSize: 18 }} />}
                  </IconButton>
                </TableCell>
              </TableRow>
              {isOpen && <TableRow id={`${id}-${i}`}><TableCell colSpan={8} sx={{ bgcolor: 'raised', py: 1.5 }}><DriftDays row={row} /></TableCell></TableRow>}
            </Fragment>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
