import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { Allowed } from '@/ui/Permitted';
import { Chip } from '@/ui/SeverityChip';
import type { Increase } from '../api/types';
import type { Answer } from '../api/use-budgets';
import { budgetAddress } from '../model/budgets';
import { DecideDialog } from './DecideDialog';
import { useMoneyOf } from './use-money-of';

const tones = { pending: 'medium', approved: 'ok', declined: 'neutral' } as const;

interface RequestListProps {
  requests: readonly Increase[];
  /** Whether each one names its budget: where requests of several stand together. */
  naming: boolean;
}

/** Requests for larger budgets beside how the budget stands, with the answer or the way to one. */
export function RequestList({ requests, naming }: RequestListProps) {
  const [asked, setAsked] = useState<{ request: Increase; answer: Answer; isOpen: boolean } | null>(null);
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {requests.map((request) => (
          <Box component="li" key={request.id} sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}>
            <Request request={request} naming={naming} onAnswer={(answer) => setAsked({ request, answer, isOpen: true })} />
          </Box>
        ))}
      </Box>
      {asked !== null && <DecideDialog key={`${asked.request.id} ${asked.answer}`} open={asked.isOpen} request={asked.request} answer={asked.answer} onClose={() => setAsked({ ...asked, isOpen: false })} />}
    </>
  );
}

function Request({ request, naming, onAnswer }: { request: Increase; naming: boolean; onAnswer: (answer: Answer) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const moneyOf = useMoneyOf();
  const name = request.budgetName ?? request.budgetId;
  const outlook = request.now ?? request.atAsking;
  const standing = [
    t('budgets.standing', { spent: format.money(outlook.consumed), limit: format.money(outlook.limit) }),
    ...(outlook.forecastP50 === null ? [] : [t('budgets.outlook', { p50: format.money(outlook.forecastP50), p90: outlook.forecastP90 === null ? t('common.none') : format.money(outlook.forecastP90) })]),
    ...(outlook.probability === null ? [] : [t('budgets.excess', { share: format.percent(outlook.probability) })]),
  ];
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 0.5, minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
        {naming && <MuiLink component={Link} to={budgetAddress(request.budgetId)} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</MuiLink>}
        <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{t('budgets.wanted', { amount: moneyOf(request.amount, request.currency) })}</Box>
        <Chip tone={tones[request.state]}>{t(`budgets.requestState.${request.state}`)}</Chip>
      </Box>
      <Typography sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{request.reason}</Typography>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {[request.by, format.dateTime(request.at), request.until === null ? t('budgets.forGood') : t('budgets.untilDay', { day: format.dateTime(request.until) })].join(' · ')}
      </Typography>
      <Typography variant="caption" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{standing.join(' · ')}</Typography>
      {request.state === 'pending' ? (
        <Box sx={{ display: 'flex', gap: 1, mt: 0.5 }} data-print="hide">
          <Allowed permission="approveIncrease" scope={request.scope.key}><Button variant="contained" onClick={() => onAnswer('approve')} aria-label={t('budgets.decide.approveTitle', { name })}>{t('budgets.decide.approve')}</Button></Allowed>
          <Allowed permission="approveIncrease" scope={request.scope.key}><Button variant="outlined" onClick={() => onAnswer('decline')} aria-label={t('budgets.decide.declineTitle', { name })}>{t('budgets.decide.decline')}</Button></Allowed>
        </Box>
      ) : (
        <Typography variant="caption" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {[
            t('budgets.decided', { by: request.decidedBy ?? '', time: request.decidedAt === null ? '' : format.dateTime(request.decidedAt) }),
            ...(request.expires === null ? [] : [t('budgets.untilDay', { day: format.dateTime(request.expires) })]),
            ...(request.comment === null ? [] : [request.comment]),
          ].join(' · ')}
        </Typography>
      )}
    </Box>
  );
}
