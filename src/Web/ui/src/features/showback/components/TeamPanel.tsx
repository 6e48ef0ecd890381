import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { choice, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { TableFrame } from '@/ui/TableFrame';
import { useScopeName } from '@/ui/use-scope-name';
import type { ShowbackLine, TeamShowback } from '../api/types';
import { FigureCells } from './FigureCells';

const parts = ['projects', 'models', 'shares'] as const;
const fields: Fields<{ part: (typeof parts)[number] }> = { part: choice(parts, 'projects') };

/** What a team's figures consist of: its projects, its models, its parts of shared costs. */
export function TeamPanel({ team }: { team: TeamShowback }) {
  const { t } = useTranslation();
  const { words } = useScopeName();
  const teamName = (team: string) => words([team])[0]!;
  const [{ part }, setState] = useSearchState(fields);
  return (
    <Panel
      flush
      title={t('showback.partsOf', { team: teamName(team.team) })}
      hint={t(`showback.partHint.${part}`)}
      actions={<Segmented label={t('showback.parts')} value={part} options={parts.map((value) => ({ value, label: t(`showback.part.${value}`) }))} onChange={(next) => setState({ part: next }, { replace: true })} />}
    >
      {part === 'shares' ? <Shares team={team} /> : <Lines lines={part === 'projects' ? team.projects : team.models} heading={t(part === 'projects' ? 'showback.project' : 'showback.model')} wholeTeam={part === 'projects'} />}
    </Panel>
  );
}

function Lines({ lines, heading, wholeTeam }: { lines: readonly ShowbackLine[]; heading: string; wholeTeam: boolean }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <EmptyNote title={t('showback.nothing')} height={120} />;
  return (
    <TableFrame label={heading} minWidth={760}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{heading}</TableCell>
          <TableCell scope="col" align="right">{t('showback.direct')}</TableCell>
          <TableCell scope="col" align="right">{t('showback.in')}</TableCell>
          <TableCell scope="col" align="right">{t('showback.out')}</TableCell>
          <TableCell scope="col" align="right">{t('showback.total')}</TableCell>
          <TableCell scope="col">{t('showback.sureness')}</TableCell>
          <TableCell scope="col" align="right">{t('showback.change')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.key}>
            <TableCell component="th" scope="row" title={line.key} sx={{ maxWidth: 280, overflowWrap: 'anywhere' }}>{line.name || t(wholeTeam ? 'showback.wholeTeam' : 'showback.noModel')}</TableCell>
            <FigureCells figures={line.figures} />
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}

function Shares({ team }: { team: TeamShowback }) {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  if (team.shares.length === 0) return <EmptyNote title={t('showback.noShares')} hint={t('showback.noSharesHint')} height={120} />;
  return (
    <TableFrame label={t('showback.part.shares')} minWidth={420}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('showback.sharedCost')}</TableCell>
          <TableCell scope="col" align="right">{t('showback.in')}</TableCell>
          <TableCell scope="col" align="right">{t('showback.out')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {team.shares.map((share) => (
          <TableRow key={share.shared}>
            <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>{share.name}</TableCell>
            <TableCell align="right" sx={numbers}>{share.in === 0 ? t('common.none') : `+${format.moneyExact(share.in)}`}</TableCell>
            <TableCell align="right" sx={numbers}>{share.out === 0 ? t('common.none') : `−${format.moneyExact(share.out)}`}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
