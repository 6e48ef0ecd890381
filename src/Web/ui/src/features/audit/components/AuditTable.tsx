import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { TableFrame } from '@/ui/TableFrame';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import type { AuditEntry } from '../api/queries';
import { subjectAddress, type AuditState } from '../model/audit';
import { detailsOf, isWritten, type AuditDetail } from '../model/details';
import { useAuditWords } from './use-audit-words';

interface AuditTableProps {
  entries: readonly AuditEntry[];
  onFilter: (patch: Partial<AuditState>) => void;
}

export function AuditTable({ entries, onFilter }: AuditTableProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const person = usePerson();
  const words = useAuditWords();
  const scope = (entry: AuditEntry) => (entry.scope === null ? t('common.none') : scopeName.path(entry.scope.key));
  // Kinds of channels are products with names of their own.
  const isCode = (detail: AuditDetail) => detail.field === 'kind' && words.value(detail, detail.value) === detail.value;
  const filter = (label: string, patch: Partial<AuditState>) => (
    <MuiLink component="button" type="button" onClick={() => onFilter(patch)} color="text.primary" title={t('audit.onlyThis')} sx={{ font: 'inherit', textAlign: 'left', verticalAlign: 'top', overflowWrap: 'anywhere' }}>{label}</MuiLink>
  );
  return (
    <TableFrame label={t('audit.lines')} minWidth={900} sx={{ '& td, & tbody th': { verticalAlign: 'top' } }}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('audit.at')}</TableCell>
          <TableCell scope="col">{t('audit.actor')}</TableCell>
          <TableCell scope="col">{t('audit.action')}</TableCell>
          <TableCell scope="col">{t('audit.subject')}</TableCell>
          <TableCell scope="col">{t('audit.scope')}</TableCell>
          <TableCell scope="col">{t('audit.details')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {entries.map((entry) => {
          const page = subjectAddress(entry.subject);
          const { kind, name } = words.subject(entry.subject, entry.details);
          const about = <>{[kind, name].every((part) => part !== null) ? `${kind} · ` : kind}{name !== null && <span translate="no">{name}</span>}</>;
          return (
            <TableRow key={entry.sequence} hover>
              <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>{`${format.day(entry.at)} ${format.time(entry.at, true)}`}</TableCell>
              <TableCell sx={{ maxWidth: 160 }}>{filter(person(entry.actor), { actor: entry.actor })}</TableCell>
              <TableCell component="th" scope="row">{filter(words.action(entry.action), { action: entry.action })}</TableCell>
              <TableCell sx={{ maxWidth: 220, overflowWrap: 'anywhere' }}>{page === null ? about : <MuiLink component={Link} to={page} color="text.primary" title={entry.subject}>{about}</MuiLink>}</TableCell>
              <TableCell sx={{ maxWidth: 200, overflowWrap: 'anywhere' }}>{scope(entry)}</TableCell>
              <TableCell sx={{ maxWidth: 480 }}>
                <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
                  {detailsOf(entry.details).map((detail) => (
                    <Box key={detail.name} sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                      <Box component="span" sx={{ color: 'text.secondary' }}>{`${words.field(detail)} `}</Box>
                      <span translate={isWritten(detail) || isCode(detail) ? 'no' : undefined}>
                        {detail.before !== undefined && `${words.value(detail, detail.before)} → `}
                        {words.value(detail, detail.value)}
                      </span>
                    </Box>
                  ))}
                </Box>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
