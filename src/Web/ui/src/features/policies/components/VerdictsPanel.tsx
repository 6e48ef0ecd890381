import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import MuiLink from '@mui/material/Link';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useScopeName } from '@/ui/use-scope-name';
import { verdictsQuery } from '../api/queries';

/** What people said of each kind of alarm, and what that has made of the sensitivity of scopes. */
export function VerdictsPanel() {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const query = useQuery(verdictsQuery());
  const sx = { '& th:first-of-type': { pl: 2 }, '& td:last-of-type, & thead th:last-of-type': { pr: 2 }, '& td': { fontVariantNumeric: 'tabular-nums' }, '& tbody tr:last-of-type > *': { borderBottom: 0 } };
  const heading = (first: string, last?: string) => (
    <TableHead>
      <TableRow>
        <TableCell scope="col">{first}</TableCell>
        <TableCell scope="col" align="right">{t('guidance.verdict.useful')}</TableCell>
        <TableCell scope="col" align="right">{t('guidance.verdict.expected')}</TableCell>
        <TableCell scope="col" align="right">{t('guidance.verdict.noise')}</TableCell>
        {last !== undefined && <TableCell scope="col" align="right">{last}</TableCell>}
      </TableRow>
    </TableHead>
  );
  return (
    <Panel flush title={t('policies.verdicts')} hint={t('policies.verdictsHint')}>
      <DataState what={t('policies.verdicts')} query={query} height={140}>
        {(data) => data.kinds.length === 0 ? <EmptyNote title={t('policies.noVerdicts')} hint={t('policies.noVerdictsHint')} height={120} /> : (
          <>
            <Table size="small" aria-label={t('policies.verdictKind')} sx={sx}>
              {heading(t('policies.verdictKind'))}
              <TableBody>
                {data.kinds.map((kind) => (
                  <TableRow key={kind.kind}>
                    <TableCell component="th" scope="row">{t(`anomalies.kind.${kind.kind}`)}</TableCell>
                    <TableCell align="right">{format.countExact(kind.useful)}</TableCell>
                    <TableCell align="right">{format.countExact(kind.expected)}</TableCell>
                    <TableCell align="right">{format.countExact(kind.noise)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
            <Table size="small" aria-label={t('policies.verdictScope')} sx={{ ...sx, mt: 1 }}>
              {heading(t('policies.verdictScope'), t('policies.falseAlerts'))}
              <TableBody>
                {data.scopes.map((one) => (
                  <TableRow key={one.scope.key}>
                    <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}><MuiLink component={Link} to={scopeAddress(one.scope.key)} color="text.primary">{scopeName.path(one.scope.key)}</MuiLink></TableCell>
                    <TableCell align="right">{format.countExact(one.useful)}</TableCell>
                    <TableCell align="right">{format.countExact(one.expected)}</TableCell>
                    <TableCell align="right">{format.countExact(one.noise)}</TableCell>
                    <TableCell align="right">{format.countExact(one.falseAlertsPer30Days)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', px: 2, py: 1 }}>{t('policies.falseAlertsHint', { configured: format.countExact(data.configuredFalseAlertsPer30Days) })}</Typography>
          </>
        )}
      </DataState>
    </Panel>
  );
}
