import { useTranslation } from 'react-i18next';
import type { ChangeKind, SeenChange } from '@/api/types';
import { DownIcon, EditIcon, EyeIcon, MoreIcon, ReadIcon, SlidersIcon, UpIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';

const icons = {
  deploy: UpIcon, model: ReadIcon, prompt: EditIcon, config: SlidersIcon, other: MoreIcon,
  modelStarted: EyeIcon, modelReturned: EyeIcon, modelStopped: DownIcon, mixShifted: EyeIcon, scopeStarted: EyeIcon,
} as const satisfies Record<ChangeKind | SeenChange['kind'], unknown>;

/** What kind of change it is: icon and word. What was told stands out from what was seen in the usage. */
export function ChangeKindChip({ kind }: { kind: ChangeKind | SeenChange['kind'] }) {
  const { t } = useTranslation();
  const Icon = icons[kind];
  const isTold = kind === 'deploy' || kind === 'model' || kind === 'prompt' || kind === 'config' || kind === 'other';
  return (
    <Chip tone={isTold ? 'low' : 'neutral'}>
      <Icon sx={{ fontSize: 14 }} />
      {isTold ? t(`changes.kind.${kind}`) : t('changes.inUsage')}
    </Chip>
  );
}
