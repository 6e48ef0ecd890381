import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Anomaly, Incident } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { anomalyAddress } from '@/url/scope-path';
import { EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { SeverityChip } from '@/ui/SeverityChip';
import { useScopeName } from '@/ui/use-scope-name';

/** The same cause as seen from other scopes. */
export function Impact({ incident, anomaly }: { incident: Incident | null; anomaly: Anomaly }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const others = incident === null ? [] : [incident.cause, ...incident.impact].filter((one) => one.id !== anomaly.id);
  return (
    <Panel title={t('anomalies.impact')}>
      {others.length === 0 ? <EmptyNote title={t('anomalies.impactNone')} height={100} /> : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1.5 }}>
          {others.map((one) => (
            <Box component="li" key={one.id} sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <MuiLink component={Link} to={anomalyAddress(one.id)} color="text.primary" sx={{ fontWeight: 600 }}>
                  {scopeName.own(one.scope.key)}
                </MuiLink>
                <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
                  {`${t(`common.kind.${one.scope.kind}`)} · ${t(`anomalies.kind.${one.kind}`)} · ${format.moneyDelta(one.excess)}`}
                </Typography>
              </Box>
              <SeverityChip severity={one.severity} muted={one.state !== 'open'} />
            </Box>
          ))}
        </Box>
      )}
    </Panel>
  );
}
