import Button from '@mui/material/Button';
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
import { TableFrame } from '@/ui/TableFrame';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useScopeName } from '@/ui/use-scope-name';
import { policiesQuery } from '../api/queries';
import type { PolicyDetail } from '../api/types';
import { countedStates, policyAddress } from '../model/decisions';
import { PolicyBadges } from './PolicyBadges';
import { usePolicyWords } from './use-policy-words';

/** All policies: when each answers, what it does, and what became of its decisions. */
export function PoliciesPanel() {
  const { t } = useTranslation();
  const query = useQuery(policiesQuery());
  const add = <Permitted permission="managePolicies"><Button component={Link} to="/policies/new" variant="contained" startIcon={<PlusIcon />} data-print="hide">{t('policies.add')}</Button></Permitted>;
  return (
    <Panel flush title={t('policies.all')} hint={t('policies.allHint')} actions={query.data === undefined || query.data.items.length === 0 ? undefined : add}>
      <DataState what={t('policies.all')} query={query} height={200}>
        {(data) => data.items.length === 0
          ? <EmptyNote title={t('policies.none')} hint={t('policies.noneHint')} height={200} action={add} />
          : <PoliciesTable items={data.items} />}
      </DataState>
    </Panel>
  );
}

function PoliciesTable({ items }: { items: readonly PolicyDetail[] }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const words = usePolicyWords();
  return (
    <TableFrame label={t('policies.all')} minWidth={860}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('policies.name')}</TableCell>
          <TableCell scope="col">{t('policies.when')}</TableCell>
          <TableCell scope="col">{t('policies.does')}</TableCell>
          <TableCell scope="col">{t('policies.decisions')}</TableCell>
          <TableCell scope="col" align="right">{t('policies.approvalRate')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map(({ policy, record }) => (
          <TableRow key={policy.id} hover>
            <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
              <MuiLink component={Link} to={policyAddress(policy.id)} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{policy.name}</MuiLink>
              <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{scopeName.path(policy.scope.key)}</Typography>
            </TableCell>
            <TableCell sx={{ maxWidth: 320 }}>{words.condition(policy.condition).join(' · ')}</TableCell>
            <TableCell sx={{ maxWidth: 280 }}>
              <PolicyBadges policy={policy} record={record} />
              {policy.action !== null && <Typography variant="caption" component="div" sx={{ color: 'text.secondary', mt: 0.5, overflowWrap: 'anywhere' }}>{words.action(policy.action)}</Typography>}
            </TableCell>
            <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>{countedStates(record).map(({ state, count }) => `${t(`policies.decision.${state}`)} ${format.countExact(count)}`).join(' · ') || t('common.none')}</TableCell>
            <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {record.approvalRate === null ? t('common.none') : format.percent(record.approvalRate)}
              {record.approvalRate !== null && <Typography variant="caption" component="div" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>{t('policies.answered', { approved: record.approved, declined: record.declined })}</Typography>}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
