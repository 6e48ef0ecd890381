import Link from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { TableFrame } from '@/ui/TableFrame';
import type { FigureId } from '@/ui/figures';
import type { SortOrder } from '@/ui/sort-order';
import { SortCell } from '@/ui/SortCell';
import { useScopeName } from '@/ui/use-scope-name';
import type { ShowbackFigures, TeamShowback } from '../api/types';
import type { ShowbackSortKey } from '../model/periods';
import { FigureCells } from './FigureCells';

interface ShowbackTableProps {
  teams: readonly TeamShowback[];
  /** What all teams add up to; left out where one team is shown alone. */
  organization: ShowbackFigures | null;
  sort: ShowbackSortKey;
  order: SortOrder;
  onSort: (key: ShowbackSortKey) => void;
  onTeam: (team: string) => void;
}

export function ShowbackTable({ teams, organization, sort, order, onSort, onTeam }: ShowbackTableProps) {
  const { t } = useTranslation();
  const { words } = useScopeName();
  const teamName = (team: string) => words([team])[0]!;
  const heading = (key: ShowbackSortKey, label: string, figure?: FigureId, align: 'left' | 'right' = 'right') => (
    <SortCell label={label} figure={figure} align={align} order={sort === key ? order : null} onSort={() => onSort(key)} />
  );
  return (
    <TableFrame label={t('showback.byTeam')} minWidth={860}>
      <TableHead>
        <TableRow>
          {heading('team', t('showback.team'), undefined, 'left')}
          {heading('direct', t('showback.direct'), 'directCost')}
          {heading('in', t('showback.in'), 'allocatedIn')}
          {heading('out', t('showback.out'), 'allocatedOut')}
          {heading('total', t('showback.total'), 'showbackTotal')}
          <TableCell scope="col">{t('showback.sureness')}</TableCell>
          {heading('change', t('showback.change'))}
        </TableRow>
      </TableHead>
      <TableBody>
        {teams.map(({ team, figures }) => (
          <TableRow key={team} hover sx={{ height: 44 }}>
            <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
              <Link component="button" type="button" onClick={() => onTeam(team)} color="text.primary" sx={{ fontWeight: 600, fontSize: 13, textAlign: 'left', overflowWrap: 'anywhere' }}>{teamName(team)}</Link>
            </TableCell>
            <FigureCells figures={figures} />
          </TableRow>
        ))}
      </TableBody>
      {organization !== null && (
        <TableFooter>
          <TableRow sx={{ height: 44 }}>
            <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>{t('showback.all')}</TableCell>
            <FigureCells figures={organization} />
          </TableRow>
        </TableFooter>
      )}
    </TableFrame>
  );
}
