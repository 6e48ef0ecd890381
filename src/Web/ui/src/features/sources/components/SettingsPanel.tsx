import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Source, SourceKind } from '@/api/types';
import { providerOf } from '@/format/provider-of';
import { useFormat } from '@/format/use-format';
import { Panel } from '@/ui/Panel';
import { sourceAddress } from '../model/sources';
import { Facts } from '@/ui/Facts';
import { Permitted } from '@/ui/Permitted';

interface SettingsPanelProps {
  source: Source;
  /** Null when this server knows no such kind. */
  kind: SourceKind | null;
}

/** How a source is set up; of secrets only whether they are. */
export function SettingsPanel({ source, kind }: SettingsPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = (name: string) => kind?.settings.find((setting) => setting.name === name)?.label[format.language] ?? name;
  const secret = ({ isSet, reference }: Source['secrets'][string]) => reference ?? t(isSet ? 'sources.secretSet' : 'sources.secretUnset');
  return (
    <Panel
      title={t('sources.settings')}
      actions={<Permitted permission="manageSources" scope="org"><Button component={Link} to={`${sourceAddress(source.id)}/edit`} variant="outlined" data-print="hide">{t('sources.edit')}</Button></Permitted>}
    >
      <Facts
        facts={[
          [t('sources.kind'), `${providerOf(source.kind)} · ${kind?.title[format.language] ?? source.kind}`],
          [t('sources.layerTitle'), t(`sources.layer.${source.layer}`)],
          [t('sources.since'), `${source.since.slice(0, 10)} UTC`],
          [t('sources.recordSource'), source.recordSource],
          ...Object.entries(source.secrets).map(([name, state]) => [label(name), secret(state)] as const),
          ...Object.entries(source.settings).map(([name, value]) => [label(name), <span key={name} translate="no">{value}</span>] as const),
        ]}
      />
    </Panel>
  );
}
