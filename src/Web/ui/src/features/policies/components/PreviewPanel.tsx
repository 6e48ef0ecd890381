import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { SeverityChip } from '@/ui/SeverityChip';
import { previewQuery } from '../api/queries';
import { conditionFaults, policyRequest, type PolicyDraft } from '../model/policy-form';

const SHOWN = 20;

/** What a policy as it stands in the form would have answered; nothing is done. */
export function PreviewPanel({ draft }: { draft: PolicyDraft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tried = useDeferredValue(draft);
  const isWrong = Object.keys(conditionFaults(tried)).length > 0;
  // Only scope, condition and cooldown decide what matches: the rest is left out, so that it asks nothing anew.
  const { scope, condition, cooldownMinutes } = policyRequest(tried);
  const query = useQuery(previewQuery(isWrong ? null : { name: null, scope, enabled: null, condition, autonomy: null, action: null, cooldownMinutes, approver: null, approvalTimeoutMinutes: null }));
  return (
    <Panel title={t('policies.preview')} hint={t('policies.previewHint')}>
      {isWrong ? <EmptyNote title={t('policies.previewWrong')} height={120} /> : (
        <DataState what={t('policies.preview')} query={query} height={200}>
          {(data) => (
            <>
              <Typography role="status" sx={{ fontWeight: 600 }} data-testid="preview">{t('policies.matched', { count: data.items.length, looked: data.looked })}</Typography>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 1, p: 0 }}>
                {data.items.slice(0, SHOWN).map((match) => (
                  <Box component="li" key={`${match.thread} ${match.at}`} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', py: 1, borderTop: 1, borderColor: 'divider' }}>
                    <Box sx={{ flex: 1, minWidth: 0 }}>
                      {match.page === null
                        ? <Box component="span">{match.title[format.language]}</Box>
                        : <MuiLink component={Link} to={match.page} color="text.primary" sx={{ overflowWrap: 'anywhere' }}>{match.title[format.language]}</MuiLink>}
                      <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{format.dateTime(match.at)}</Typography>
                    </Box>
                    <SeverityChip severity={match.severity} />
                  </Box>
                ))}
              </Box>
              {data.items.length > SHOWN && <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{t('policies.moreMatches', { count: data.items.length - SHOWN })}</Typography>}
            </>
          )}
        </DataState>
      )}
    </Panel>
  );
}
