import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { policyQuery } from '@/features/policies/api/queries';
import { useRemovePolicy } from '@/features/policies/api/use-policies';
import { DecisionsPanel } from '@/features/policies/components/DecisionsPanel';
import { LearningPanel } from '@/features/policies/components/LearningPanel';
import { PolicyForm } from '@/features/policies/components/PolicyForm';
import { BackLink } from '@/ui/BackLink';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataState } from '@/ui/DataState';
import { Page, Row } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { ToldNote, type Told } from '@/ui/ToldNote';
import { MissingPage } from './missing';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const query = useQuery(policyQuery(id));
  const remove = useRemovePolicy();
  const [isRemoving, setRemoving] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const policy = query.data?.policy;
  if (policy === undefined && query.error instanceof ApiProblem && query.error.kind === 'notFound') {
    return <MissingPage title={t('policies.gone')} text={t('policies.goneHint')} />;
  }
  return (
    <Page
      title={policy?.name ?? t('nav.pages.policies')}
      above={<BackLink to="/policies" label={t('nav.pages.policies')} />}
      actions={policy !== undefined && (
        <Box data-print="hide" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Permitted permission="managePolicies" scope={policy.scope.key}><Button variant="outlined" onClick={() => setRemoving(true)}>{t('policies.remove')}</Button></Permitted>
        </Box>
      )}
    >
      <Box sx={{ mb: -2 }}><ToldNote told={told} onClose={() => setTold(null)} /></Box>
      <DataState what={t('policies.policy')} query={query} height={420}>
        {(detail) => (
          <>
            <Row columns="minmax(0, 1fr) minmax(0, 1.2fr)">
              <LearningPanel detail={detail} />
              <DecisionsPanel policy={detail.policy.id} />
            </Row>
            <Permitted permission="managePolicies" scope={detail.policy.scope.key}><PolicyForm key={detail.policy.id} policy={detail.policy} onSaved={() => setTold({ isFault: false, text: t('policies.saved') })} /></Permitted>
            <ConfirmDialog
              open={isRemoving}
              title={t('policies.removeTitle', { name: detail.policy.name })}
              text={t('policies.removeText')}
              confirm={t('policies.remove')}
              deed={remove}
              onConfirm={() => remove.mutate(detail.policy.id, { onSuccess: () => void navigate('/policies') })}
              onClose={() => setRemoving(false)}
            />
          </>
        )}
      </DataState>
    </Page>
  );
}
