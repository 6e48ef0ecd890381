import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { scopeAddress, scopeKey, type ScopeNames } from '@/url/scope-path';
import { ChevronRightIcon } from '@/ui/icons';
import { useScopeName } from '@/ui/use-scope-name';

/** The way from the organization to a scope; the last one is where the reader is, unless all are to be links. */
export function Breadcrumbs({ names, linkLast = false }: { names: ScopeNames; linkLast?: boolean }) {
  const { t } = useTranslation();
  const { words } = useScopeName();
  const steps = [{ label: t('common.organization'), key: 'org' }, ...words(names).map((label, i) => ({ label, key: scopeKey(names.slice(0, i + 1)) }))];
  return (
    <Box component="nav" aria-label={t('nav.breadcrumbs')} sx={{ mb: 0.25 }}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5, fontSize: 13, color: 'text.secondary' }}>
        {steps.map((step, i) => {
          const isHere = i === steps.length - 1 && !linkLast;
          return (
            <Box component="li" key={step.key} sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}>
              {i > 0 && <ChevronRightIcon sx={{ fontSize: 14 }} aria-hidden />}
              {isHere ? <span aria-current="page">{step.label}</span> : <MuiLink component={Link} to={scopeAddress(step.key)} color="inherit">{step.label}</MuiLink>}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
