import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { explanationQuery } from '../api/queries';
import { monthAgainstLast } from '../model/month';
import { ExplanationPanel } from './ExplanationPanel';

/** Reasons that a reader in a hurry takes in. */
const SHOWN = 3;

/** Why this month differs from the last, part by part. */
export function MonthChange({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const { isWhole, ...comparison } = monthAgainstLast(useMinute());
  const query = useQuery(explanationQuery(scope, comparison));
  const title = t(isWhole ? 'overview.change.whole' : 'overview.change.title');
  if (query.data !== undefined) return <ExplanationPanel explanation={query.data} title={title} />;
  return <Panel title={title}><DataState what={title} query={query} height={320}>{() => null}</DataState></Panel>;
}

/** The same as a printed sentence with its main reasons. */
export function MonthSentence({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { isWhole, ...comparison } = monthAgainstLast(useMinute());
  const query = useQuery(explanationQuery(scope, comparison));
  const title = t(isWhole ? 'overview.change.whole' : 'overview.change.title');
  return (
    <Panel title={title} figure="monthChange" scope={scope}>
      <DataState what={title} query={query} height={132}>
        {({ sentences }) => {
          const [first, ...reasons] = sentences[format.language];
          return (
            <>
              <Typography sx={{ fontSize: 16, lineHeight: '26px', fontWeight: 600, maxWidth: 900 }}>{first}</Typography>
              <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5, color: 'text.secondary', display: 'flex', flexDirection: 'column', gap: 0.25 }}>
                {reasons.slice(0, SHOWN).map((sentence) => <li key={sentence}>{sentence}</li>)}
              </Box>
            </>
          );
        }}
      </DataState>
    </Panel>
  );
}
