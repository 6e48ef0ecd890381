import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { UnattributedGroup } from '../api/types';

const SHOWN = 6;

/** What unattributed spend has in common: the dearest values of one dimension. */
export function GroupBars({ groups }: { groups: readonly UnattributedGroup[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  // A dimension with one value tells nothing apart: the first that does is shown.
  const group = groups.find(({ dimension }) => dimension === chosen) ?? groups.find(({ distinct }) => distinct > 1) ?? groups[0];
  if (group === undefined) return null;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, justifyContent: 'space-between' }}>
        <Typography variant="subtitle2" component="h3">{t('attribution.inCommon')}</Typography>
        <TextField select size="small" label={t('attribution.dimension')} value={group.dimension} onChange={(event) => setChosen(event.target.value)} sx={{ minWidth: 160 }} data-print="hide">
          {groups.map(({ dimension }) => <MenuItem key={dimension} value={dimension} translate="no">{dimension}</MenuItem>)}
        </TextField>
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t('attribution.coverage', { share: format.percent(group.coverage), count: group.distinct })}</Typography>
      <Box component="ul" aria-label={group.dimension} sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'flex', flexDirection: 'column', gap: 1 }}>
        {group.values.slice(0, SHOWN).map((value) => (
          <Box component="li" key={value.value}>
            <Box sx={{ display: 'flex', gap: 2, fontVariantNumeric: 'tabular-nums' }}>
              <Box component="span" translate="no" sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={value.value}>{value.value}</Box>
              <span>{format.money(value.cost)}</span>
              <Box component="span" sx={{ color: 'text.secondary', minWidth: 40, textAlign: 'right' }}>{format.percent(value.share)}</Box>
            </Box>
            <Box aria-hidden sx={{ height: 6, borderRadius: 0.5, bgcolor: 'track' }}><Box sx={{ height: 6, borderRadius: 0.5, bgcolor: 'chart.line', width: `${Math.max(0, Math.min(1, value.share)) * 100}%`, minWidth: 2 }} /></Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
