import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Explanation } from '@/api/types';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { CsvButton } from '@/ui/CsvButton';
import { Panel } from '@/ui/Panel';
import { useScopeName } from '@/ui/use-scope-name';
import { Waterfall } from './Waterfall';

/** Why a cost differs from what it is compared with: parts that add up, the same in sentences, and whose it is. */
export function ExplanationPanel({ explanation, title }: { explanation: Explanation; title?: string }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const { baselineWindows: weeks, children, otherChildrenRounded, parts } = explanation;
  const exportCsv = () => downloadCsv('explanation.csv', toCsv(
    [t('explanations.part'), t('explanations.subject'), t('explanations.measureTitle'), t('explanations.end.before'), t('explanations.end.after'), `${t('explanations.amount')} (${explanation.currency})`],
    parts.map((part) => [t(`explanations.factor.${part.factor}`), part.subject, part.measure === null ? null : t(`explanations.measure.${part.measure}`), part.before, part.after, part.amount]),
  ));
  return (
    <Panel title={title ?? t('explanations.title')} hint={weeks > 1 ? t('explanations.comparedWeeks', { count: weeks }) : t('explanations.compared')} actions={<CsvButton onClick={exportCsv} />}>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.35fr) minmax(0, 1fr)' } }}>
        <Waterfall explanation={explanation} />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h3" component="p" sx={{ mb: 1 }}>{explanation.headline[format.language]}</Typography>
          <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'flex', flexDirection: 'column', gap: 0.75 }}>
            {explanation.sentences[format.language].map((sentence) => <li key={sentence}>{sentence}</li>)}
          </Box>
          {children.length > 0 && (
            <>
              <Typography variant="h3" component="p" sx={{ mt: 2, mb: 0.5 }}>{t('explanations.children')}</Typography>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {children.map((child) => (
                  <Box component="li" key={child.scope.key} sx={line}>
                    <MuiLink component={Link} to={scopeAddress(child.scope.key)} color="text.primary" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{scopeName.own(child.scope.key)}</MuiLink>
                    <Box component="span" title={`${format.moneyExact(child.before)} → ${format.moneyExact(child.after)}`} sx={{ fontVariantNumeric: 'tabular-nums' }}>{format.moneyDeltaExact(child.rounded)}</Box>
                  </Box>
                ))}
                {otherChildrenRounded !== 0 && (
                  <Box component="li" sx={line}>
                    <Box component="span" sx={{ flex: 1, color: 'text.secondary' }}>{t('explanations.others')}</Box>
                    <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>{format.moneyDeltaExact(otherChildrenRounded)}</Box>
                  </Box>
                )}
              </Box>
            </>
          )}
          {explanation.unpriced > 0 && <Alert severity="warning" sx={{ mt: 2 }}>{t('explanations.unpriced', { count: explanation.unpriced })}</Alert>}
        </Box>
      </Box>
    </Panel>
  );
}

const line = { display: 'flex', gap: 2, py: 0.75, borderTop: 1, borderColor: 'divider' };
